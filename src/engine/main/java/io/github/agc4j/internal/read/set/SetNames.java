package io.github.agc4j.internal.read.set;

import io.github.agc4j.internal.collection.SampleNameSet;
import io.github.agc4j.internal.file.FileOpener;
import io.github.agc4j.internal.file.ReadableFile;
import io.github.agc4j.internal.memory.Block;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.read.ArchiveReader;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The names of all samples of a set, by which it is known where a sample is before any archive is
 * opened. They are read from the archives, or from a file beside them: see the package.
 */
final class SetNames implements AutoCloseable {
  private static final byte[] MAGIC = {'a', 'g', 'c', '4', 'j', 's', 'n', '1'};

  /** A file that is longer is none. */
  private static final long FILE_BYTES_MAX = 4L << 30;

  private final SampleNameSet names;

  /** Bytes of each archive, and how many samples it has, also those that do not count. */
  private final long[] bytes;

  private final long[] samples;

  /** How many samples count of the archives before each, and last of all. */
  private final long[] before;

  private SetNames(int archives, MemoryBudget budget) {
    this.names = new SampleNameSet(budget);
    this.bytes = new long[archives];
    this.samples = new long[archives];
    this.before = new long[archives + 1];
  }

  /**
   * Reads them from archives, of which each is opened.
   *
   * @throws IOException when an archive does not have what the set says, or two have samples of one
   *     name
   */
  static SetNames of(OpenArchives archives, ArchiveSet set, MemoryBudget budget)
      throws IOException {
    SetNames read = new SetNames(archives.count(), budget);
    try {
      for (int i = 0; i < archives.count(); i++) {
        read.add(i, set.members(), archives);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      read.close();
      throw e;
    }
  }

  private void add(int index, List<ArchiveSet.Member> members, OpenArchives archives)
      throws IOException {
    try (HeldArchive held = archives.hold(index)) {
      long from = members.get(index).from();
      bytes[index] = held.archive().fileBytes();
      samples[index] = held.archive().samples();
      if (from > samples[index]) {
        throw new IOException(
            held.archive().name()
                + ": has "
                + samples[index]
                + " samples, and is in a set from sample "
                + from
                + " on");
      }
      for (long sample = from; sample < samples[index]; sample++) {
        if (!names.add(held.archive().sampleNameBytes(sample))) {
          throw new IOException(
              held.archive().name()
                  + ": sample "
                  + held.archive().sampleName(sample)
                  + " is in another archive of the set, too");
        }
      }
      before[index + 1] = names.count();
    }
  }

  /**
   * Reads them from a file.
   *
   * @return null if there is none that can be read, or it is not of this set, or damaged
   */
  static SetNames read(ArchiveLocation file, ArchiveSet set, MemoryBudget budget)
      throws IOException {
    try (ReadableFile opened = FileOpener.of(file, null).open(budget)) {
      long size = opened.size();
      if (size < MAGIC.length + 2 * Integer.BYTES || size > FILE_BYTES_MAX) {
        return null;
      }
      try (Block all = Block.shared(size, budget)) {
        opened.read(0, all.bytes());
        return parsed(all.bytes().asSlice(0, size), set, budget);
      }
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Nobody needs it: the archives are asked instead.
      return null;
    }
  }

  private static SetNames parsed(MemorySegment all, ArchiveSet set, MemoryBudget budget) {
    long end = all.byteSize() - Integer.BYTES;
    SetNames read = new SetNames(set.members().size(), budget);
    try {
      ByteReader sum = new ByteReader(all.asSlice(end));
      ByteReader in = new ByteReader(all.asSlice(0, end));
      for (byte expected : MAGIC) {
        MalformedBytesException.verify(in.unsignedByte() == expected, 0, "no names of a set");
      }
      boolean isOurs =
          sum.intLittleEndian() == crc(all.asSlice(0, end)) && in.intLittleEndian() == crc(set);
      MalformedBytesException.verify(isOurs, 0, "not of this set");
      read.addAll(in, set.members());
      return read;
    } catch (MalformedBytesException e) {
      read.close();
      return null;
    }
  }

  private void addAll(ByteReader in, List<ArchiveSet.Member> members) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = in.varint();
      samples[i] = in.varint();
      before[i + 1] = before[i] + samples[i] - members.get(i).from();
      MalformedBytesException.verify(before[i + 1] >= before[i], 0, "samples are missing");
    }
    while (in.remaining() > 0) {
      MalformedBytesException.verify(names.add(in.zeroTerminated()), 0, "a name occurs twice");
    }
    MalformedBytesException.verify(names.count() == count(), 0, "names are missing");
  }

  /** What tells the index from others. */
  private static int crc(ArchiveSet set) {
    CRC32C crc = new CRC32C();
    set.lines().forEach(line -> crc.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  private static int crc(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    long step = 1 << 24;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  /**
   * Writes them to a file, which is there whole or not at all.
   *
   * @param set whose they are
   */
  void write(Path file, ArchiveSet set) throws IOException {
    Path unfinished =
        file.resolveSibling(file.getFileName() + ".part" + ProcessHandle.current().pid());
    try (GrowableBytes out = new GrowableBytes(MemoryBudget.root(MemoryBudget.UNLIMITED));
        FileChannel channel =
            FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.put(MAGIC);
      out.putIntLittleEndian(crc(set));
      for (int i = 0; i < bytes.length; i++) {
        out.putVarint(bytes[i]);
        out.putVarint(samples[i]);
      }
      for (long i = 0; i < names.count(); i++) {
        out.put(names.name(i));
        out.putByte(0);
      }
      out.putIntLittleEndian(crc(out.written()));
      long step = 1 << 24;
      for (long at = 0; at < out.size(); at += step) {
        var part = out.written().asSlice(at, Math.min(step, out.size() - at)).asByteBuffer();
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      channel.force(true);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Number of samples. */
  long count() {
    return before[before.length - 1];
  }

  /** The names, numbered as samples are. */
  SampleNameSet names() {
    return names;
  }

  /** The archive that sample {@code sample} is in, which is one of them. */
  int archiveOf(long sample) {
    int found = Arrays.binarySearch(before, sample);
    int archive = found < 0 ? -found - 2 : found;
    while (before[archive + 1] == sample) {
      archive++;
    }
    return archive;
  }

  /** What has to be added to the index of a sample in archive {@code archive}: that among all. */
  long shift(int archive) {
    return before[archive + 1] - samples[archive];
  }

  /** Whether archive {@code archive} has so many bytes. */
  boolean hasBytes(int archive, long size) {
    return bytes[archive] == size;
  }

  /** Whether {@code reader} reads archive {@code archive} as it was. */
  boolean isOf(int archive, ArchiveReader reader) {
    return hasBytes(archive, reader.fileBytes()) && samples[archive] == reader.samples();
  }

  /** Bytes of all archives. */
  long archiveBytes() {
    return Arrays.stream(bytes).sum();
  }

  /** Whether both tell the same. */
  boolean isSame(SetNames other) {
    boolean isSame = Arrays.equals(bytes, other.bytes) && Arrays.equals(samples, other.samples);
    for (long i = 0; isSame && i < count(); i++) {
      isSame = Arrays.equals(names.name(i), other.names.name(i));
    }
    return isSame;
  }

  @Override
  public void close() {
    names.close();
  }
}
