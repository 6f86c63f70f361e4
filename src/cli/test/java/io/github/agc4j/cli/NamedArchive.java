package io.github.agc4j.cli;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.collection.CatalogWriter;
import io.github.agc4j.internal.group.GroupStreams;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.PackReader;
import io.github.agc4j.internal.pack.PackWriter;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Archives whose names no file has: put together from parts, since the writer takes files. */
final class NamedArchive {
  /** What every contig holds. */
  static final String BASES = "ACGTTGCA";

  private static final byte[] CODES = {0, 1, 2, 3, 3, 2, 1, 0, PackReader.SEPARATOR};
  private static final int PACK_CARDINALITY = 50;
  private static final int SEGMENT_SIZE = 1000;
  private static final int K = 21;

  private NamedArchive() {}

  /** Writes {@code file}: samples called {@code samples}, each with one contig. */
  static void write(Path file, String contig, List<byte[]> samples) throws IOException {
    MemoryBudget budget = MemoryBudget.root(1 << 26);
    try (ArchiveFileWriter archive = ArchiveFileWriter.create(file, true, budget, budget);
        CatalogWriter catalog = new CatalogWriter(PACK_CARDINALITY, SEGMENT_SIZE + K, budget);
        ZstdContexts contexts = new ZstdContexts(budget)) {
      PackWriter packs = new PackWriter(contexts, PackWriter.Effort.AGC);
      GroupStreams streams = new GroupStreams(archive, false);
      for (byte[] sample : samples) {
        catalog.startSample(sample, 1);
        catalog.addContig(contig.getBytes(StandardCharsets.UTF_8), 1);
        catalog.addSegment(0, 0, false, BASES.length());
        if (catalog.isBatchFull()) {
          catalog.writeBatch(archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, packs);
        }
      }
      catalog.writeBatch(archive, GroupStreams.CONTIGS, GroupStreams.DETAILS, packs);
      catalog.writeSampleNames(archive, GroupStreams.SAMPLES, packs);
      archive.write(streams.delta(0), 0, MemorySegment.ofArray(CODES));
      writeSmallStreams(archive, budget);
      archive.finish();
    }
  }

  private static void writeSmallStreams(ArchiveFileWriter archive, MemoryBudget budget)
      throws IOException {
    try (GrowableBytes bytes = new GrowableBytes(budget)) {
      for (int value : new int[] {K, 20, PACK_CARDINALITY, SEGMENT_SIZE}) {
        bytes.putIntLittleEndian(value);
      }
      archive.write(archive.addStream(StreamNames.PARAMETERS), 0, bytes.written());
      bytes.clear();
      bytes.put(
          "file_version_major\0003\0file_version_minor\0000\0".getBytes(StandardCharsets.UTF_8));
      archive.write(archive.addStream(StreamNames.FILE_TYPE_INFO), 2, bytes.written());
    }
  }
}
