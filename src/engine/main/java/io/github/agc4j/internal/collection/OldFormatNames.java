package io.github.agc4j.internal.collection;

import static io.github.agc4j.internal.memory.MalformedBytesException.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.memory.ByteReader;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.pack.ZstdContexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame of formats 1 and 2 that holds the names of all samples and contigs and the command
 * lines (AGC format, sections 4.1 and 4.2), decompressed once. Opening goes through it to check it
 * and to find where samples start. Any thread may read it.
 */
final class OldFormatNames implements AutoCloseable {
  /** A sample is at least its name's end and a count, and so is a contig. */
  private static final int ENTRY_BYTES_MIN = 2;

  private static final int NUMBERS_PER_SEGMENT = 4;

  /** They are on the heap when they are asked for. */
  private static final long COMMANDS_MAX = 1 << 16;

  /** Takes the segments of a contig where the frame has them. */
  interface Segments {
    /** Reads the {@code count} segments that {@code in} is at, if they are in this frame. */
    void read(ByteReader in, long count);
  }

  private final ArchiveFile archive;
  private final String stream;
  private final boolean holdsSegments;
  private final FrameContent frame;
  private final NameTable samples;
  private final long batchSamples;
  private final long commandsStart;

  /**
   * Reads the frame of {@code stream}; {@code archive} and {@code contexts} stay the caller's.
   *
   * @param holdsSegments whether each contig is followed by its segments (format 1); otherwise the
   *     number of samples in a batch stands in front of everything (format 2)
   */
  OldFormatNames(
      ArchiveFile archive,
      String stream,
      boolean holdsSegments,
      ZstdContexts contexts,
      MemoryBudget budget)
      throws IOException {
    this.archive = archive;
    this.stream = stream;
    this.holdsSegments = holdsSegments;
    this.frame = new FrameContent(archive, stream, contexts, budget);
    NameTable table = null;
    try {
      ByteReader in = new ByteReader(frame.content());
      batchSamples = holdsSegments ? 0 : CatalogInteger.read(in);
      long count = count(in);
      table = new NameTable(frame.content(), budget);
      samples = table;
      for (long i = 0; i < count; i++) {
        samples.add(in);
        skipContigs(in);
      }
      commandsStart = in.position();
      skipCommands(in);
    } catch (MalformedBytesException e) {
      if (table != null) {
        table.close();
      }
      frame.close();
      throw corrupt(e);
    }
  }

  /** Reads how many samples, contigs or commands follow. */
  private static long count(ByteReader in) {
    long count = CatalogInteger.read(in);
    verify(count <= in.remaining() / ENTRY_BYTES_MIN, in.position(), "more entries than bytes");
    return count;
  }

  /** Skips the contigs of a sample; returns the bytes of their names with the zero bytes. */
  private long skipContigs(ByteReader in) {
    long nameBytes = 0;
    for (long left = count(in); left > 0; left--) {
      nameBytes += in.skipZeroTerminated() + 1;
      long segments = CatalogInteger.read(in);
      if (holdsSegments) {
        verify(
            segments <= in.remaining() / NUMBERS_PER_SEGMENT,
            in.position(),
            "more segments than bytes");
        CatalogInteger.skip(in, segments * NUMBERS_PER_SEGMENT);
      }
    }
    return nameBytes;
  }

  private static void skipCommands(ByteReader in) {
    long count = count(in);
    verify(count <= COMMANDS_MAX, in.position(), "too many commands");
    for (long left = count; left > 0; left--) {
      in.skipZeroTerminated();
      in.skipZeroTerminated();
    }
    verify(in.remaining() == 0, in.position(), "bytes after the last command");
  }

  /** The samples' names, borrowed. */
  NameTable samples() {
    return samples;
  }

  /** Number of samples in a batch as the frame says; 0 if it does not. */
  long batchSamples() {
    return batchSamples;
  }

  /**
   * Adds samples {@code first} … {@code first + count − 1} with their contigs to {@code batch}.
   *
   * @param segments called for each contig, in order
   */
  void read(CatalogBatch batch, long first, long count, Segments segments) {
    ByteReader in = at(first);
    long nameBytes = 0;
    for (long i = 0; i < count; i++) {
      in.skipZeroTerminated();
      nameBytes += skipContigs(in);
    }
    batch.startPlainNames(nameBytes);
    in = at(first);
    for (long i = 0; i < count; i++) {
      in.skipZeroTerminated();
      batch.startSample();
      for (long left = count(in); left > 0; left--) {
        byte[] name = in.zeroTerminated();
        long contigSegments = CatalogInteger.read(in);
        batch.addContig(name, contigSegments);
        segments.read(in, contigSegments);
      }
    }
    batch.endSamples();
  }

  private ByteReader at(long sample) {
    return new ByteReader(frame.content().asSlice(samples.start(sample)));
  }

  /** The commands that made the archive. */
  List<RecordedCommand> commands() {
    ByteReader in = new ByteReader(frame.content().asSlice(commandsStart));
    List<RecordedCommand> commands = new ArrayList<>();
    for (long left = count(in); left > 0; left--) {
      commands.add(new RecordedCommand(text(in), text(in)));
    }
    return commands;
  }

  private static String text(ByteReader in) {
    return new String(in.zeroTerminated(), StandardCharsets.UTF_8);
  }

  /** The error that the frame is damaged. */
  CorruptArchiveException corrupt(MalformedBytesException cause) {
    return archive.corrupt(stream, 0, cause);
  }

  @Override
  public void close() {
    samples.close();
    frame.close();
  }
}
