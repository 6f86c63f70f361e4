package io.github.agc4j.engine.input;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.fasta.ContigBlocks;
import io.github.agc4j.memory.LongArray;
import io.github.agc4j.memory.MemoryBudget;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;

/**
 * One sample from reading until it is stored: owns the memory of its contigs and of their names,
 * none of which is on the heap. The reading thread adds contigs while workers take them; afterwards
 * any thread reads.
 */
public final class SampleBatch {
  private static final int ENTRY_WORDS = 5;
  private static final int PLACE = 0;
  private static final int SYMBOLS = 1;
  private static final int RUNS = 2;
  private static final int NAME_PLACE = 3;
  private static final int NAME_LENGTH = 4;

  private final Path file;
  private final byte[] name;
  private final ContigBlocks blocks;

  /** For each contig where it is, its symbols and runs, and where its name is and how long. */
  private final LongArray entries;

  private int taken;
  private boolean complete;
  private Throwable failure;

  public SampleBatch(Path file, byte[] name, ContigBlocks blocks, MemoryBudget budget) {
    this.file = file;
    this.name = name;
    this.blocks = blocks;
    this.entries = new LongArray(budget);
  }

  public Path file() {
    return file;
  }

  public byte[] name() {
    return name;
  }

  public ContigBlocks blocks() {
    return blocks;
  }

  /** Adds the contig that was read last into {@link #blocks}. */
  public synchronized void add(byte[] contigName, PackedSequence contig) throws IOException {
    long place = blocks.keep(contig.byteSize());
    long namePlace = blocks.store(contigName);
    entries.add(place);
    entries.add(contig.symbols());
    entries.add(contig.runs());
    entries.add(namePlace);
    entries.add(contigName.length);
    notifyAll();
  }

  /** Tells that no more contigs come: all were read, or reading ended with {@code cause}. */
  public synchronized void end(Throwable cause) {
    complete = true;
    failure = cause;
    notifyAll();
  }

  /** The index of the next contig that nobody has taken, or −1 at the end; waits for the reader. */
  public synchronized int take() throws IOException, InterruptedException {
    while (taken == contigCount() && !complete) {
      wait();
    }
    checkRead();
    return taken < contigCount() ? taken++ : -1;
  }

  /** Waits until all contigs are there. */
  public synchronized void awaitAll() throws IOException, InterruptedException {
    while (!complete) {
      wait();
    }
    checkRead();
  }

  private void checkRead() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException(file + ": " + failure, failure);
    }
  }

  public synchronized int contigCount() {
    return (int) (entries.count() / ENTRY_WORDS);
  }

  private long entry(int contig, int field) {
    return entries.get((long) contig * ENTRY_WORDS + field);
  }

  /** A view of contig {@code contig}, borrowed until the sample is freed. */
  public synchronized PackedSequence contig(int contig) {
    long symbols = entry(contig, SYMBOLS);
    long runs = entry(contig, RUNS);
    long runsOffset = PackedSequence.symbolBytes(symbols);
    MemorySegment bytes =
        blocks.slice(entry(contig, PLACE), runsOffset + runs * PackedSequence.RUN_BYTES);
    long place = entry(contig, PLACE);
    return blocks.isSpilled(place)
        ? new PackedSequence(
            bytes, symbols, runsOffset, (int) runs, size -> blocks.touched(place, size))
        : new PackedSequence(bytes, symbols, runsOffset, (int) runs);
  }

  private synchronized MemorySegment nameBytes(int contig) {
    return blocks.slice(entry(contig, NAME_PLACE), entry(contig, NAME_LENGTH));
  }

  public byte[] contigName(int contig) {
    return nameBytes(contig).toArray(ValueLayout.JAVA_BYTE);
  }

  /** A contig's name for messages. */
  public String contigText(int contig) {
    return new String(contigName(contig), StandardCharsets.UTF_8);
  }

  /** Compares the names of two contigs bytewise, unsigned. */
  public int compareNames(int a, int b) {
    MemorySegment first = nameBytes(a);
    MemorySegment second = nameBytes(b);
    long at = first.mismatch(second);
    if (at < 0) {
      return 0;
    }
    if (at == first.byteSize() || at == second.byteSize()) {
      return Long.compare(first.byteSize(), second.byteSize());
    }
    return Byte.compareUnsigned(
        first.get(ValueLayout.JAVA_BYTE, at), second.get(ValueLayout.JAVA_BYTE, at));
  }

  /** Views of all contigs, made when they are asked for. */
  public List<PackedSequence> contigs() {
    return new AbstractList<>() {
      @Override
      public PackedSequence get(int index) {
        return contig(index);
      }

      @Override
      public int size() {
        return contigCount();
      }
    };
  }

  /** Frees the contigs. */
  public synchronized void free() {
    blocks.free();
    entries.close();
  }
}
