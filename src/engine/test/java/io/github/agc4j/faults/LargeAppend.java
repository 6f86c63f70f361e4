package io.github.agc4j.faults;

import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartCopy;
import io.github.agc4j.internal.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Extends a small archive in place by so much that the guard has to be moved on. */
final class LargeAppend implements PowerSubject {
  private static final String STREAM = "parts";
  private static final int OLD_PARTS = 3;
  private static final int NEW_PARTS = 24;
  private static final int PART_BYTES = 100_000;

  private final Path target;

  LargeAppend(Path folder) throws IOException {
    this.target = folder.resolve("large.agc");
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (ArchiveFileWriter writer = ArchiveFileWriter.create(target, false, budget, budget)) {
      write(writer, writer.addStream(STREAM), 0, OLD_PARTS);
      writer.finish();
    }
  }

  private static void write(ArchiveFileWriter writer, int stream, int from, int to)
      throws IOException {
    for (int part = from; part < to; part++) {
      writer.write(stream, part, MemorySegment.ofArray(bytes(part)));
    }
  }

  private static byte[] bytes(int part) {
    byte[] bytes = new byte[PART_BYTES];
    new Random(part).nextBytes(bytes);
    return bytes;
  }

  @Override
  public Path target() {
    return target;
  }

  @Override
  public Object before() {
    return checksums(OLD_PARTS);
  }

  @Override
  public Object after() {
    return checksums(OLD_PARTS + NEW_PARTS);
  }

  private static List<Long> checksums(int parts) {
    List<Long> checksums = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      checksums.add(checksum(MemorySegment.ofArray(bytes(part))));
    }
    return checksums;
  }

  private static long checksum(MemorySegment bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes.asByteBuffer());
    return checksum.getValue();
  }

  @Override
  public Object content(Path archive) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    List<Long> checksums = new ArrayList<>();
    try (ArchiveFile file = ArchiveFile.open(archive, budget, budget)) {
      int stream = file.directory().stream(STREAM);
      for (long part = 0; part < file.directory().parts(stream); part++) {
        try (PartCopy lease = file.part(stream, part)) {
          checksums.add(checksum(lease.data()));
        }
      }
    }
    return checksums;
  }

  @Override
  public void run(Path folder, FileWatch watch) throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    Path archive = new WatchedFileSystem(watch).path(folder.resolve(target.getFileName()));
    try (ArchiveFile source = ArchiveFile.open(archive, budget, budget);
        ArchiveFileWriter writer = ArchiveFileWriter.extend(source, budget, budget)) {
      int old = source.directory().stream(STREAM);
      int stream = writer.addStream(STREAM);
      for (int part = 0; part < OLD_PARTS; part++) {
        writer.keep(stream, source, old, part);
      }
      write(writer, stream, OLD_PARTS, OLD_PARTS + NEW_PARTS);
      writer.finish();
    }
  }
}
