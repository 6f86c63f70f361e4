package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import htsjdk.samtools.reference.BlockCompressedIndexedFastaSequenceFile;
import htsjdk.samtools.reference.FastaSequenceIndex;
import htsjdk.samtools.reference.FastaSequenceIndexCreator;
import htsjdk.samtools.util.GZIIndex;
import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.internal.fasta.BlockedGzip;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are extracted as BGZF can be indexed and read from the middle by htsjdk. */
class BlockedGzipIndexTest {
  private static final int QUERIES = 500;

  @Test
  void compressedSamplesCanBeIndexed(@TempDir Path folder) throws IOException {
    TestArchive archive = TestArchive.create(folder, 3, 2, 5);
    Path text = folder.resolve("sample.fa.gz");
    try (AgcReader reader = AgcReader.open(archive.archive(), ReadOptions.DEFAULTS)) {
      extract(reader, text);
      FastaSequenceIndex index = FastaSequenceIndexCreator.buildFromFasta(text);
      GZIIndex blocks = GZIIndex.buildIndex(text);
      Random random = new Random(6);
      try (BlockCompressedIndexedFastaSequenceFile indexed =
          new BlockCompressedIndexedFastaSequenceFile(text, index, blocks)) {
        List<String> contigs = reader.contigNames(0);
        for (int i = 0; i < QUERIES; i++) {
          int contig = random.nextInt(contigs.size());
          long length = reader.contigLength(0, contig);
          if (length > 0) {
            compare(
                reader, contig, length, AgcReader.shortName(contigs.get(contig)), indexed, random);
          }
        }
      }
    }
  }

  private static void compare(
      AgcReader reader,
      int contig,
      long length,
      String name,
      BlockCompressedIndexedFastaSequenceFile indexed,
      Random random)
      throws IOException {
    long from = random.nextLong(length);
    long to = Math.min(length, from + 1 + random.nextInt(5000));
    byte[] letters = new byte[(int) (to - from)];
    reader.fetchLetters(0, contig, from, to, letters, 0);
    assertEquals(
        new String(letters, StandardCharsets.US_ASCII),
        indexed.getSubsequenceAt(name, from + 1, to).getBaseString(),
        name + " " + from + "-" + to);
  }

  private static void extract(AgcReader reader, Path text) throws IOException {
    try (FileChannel out =
            FileChannel.open(text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FastaExtractor extractor =
            new FastaExtractor(reader, new TextForm(60, 6, HeaderStyle.PLAIN), 2)) {
      extractor.samples(SampleIndexes.of(0), new ChannelOutput(out));
      write(out, BlockedGzip.endOfFile());
    }
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private record ChannelOutput(FileChannel out) implements FastaOutput {
    @Override
    public void startSample(String name) {
      // One sample.
    }

    @Override
    public void write(ByteBuffer text) throws IOException {
      BlockedGzipIndexTest.write(out, text);
    }

    @Override
    public void endSample() {
      // One sample.
    }
  }
}
