package io.github.agc4j.engine;

import io.github.agc4j.dna.PackedSequence;
import io.github.agc4j.fasta.ContigBlocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One sample from reading until it is stored: owns the memory of its contigs. The reading thread
 * adds contigs while workers take them; afterwards any thread reads.
 */
final class SampleBatch {
  private final Path file;
  private final byte[] name;
  private final ContigBlocks blocks;
  private final List<byte[]> contigNames = new ArrayList<>();
  private final List<PackedSequence> contigs = new ArrayList<>();
  private int taken;
  private boolean complete;
  private Throwable failure;

  SampleBatch(Path file, byte[] name, ContigBlocks blocks) {
    this.file = file;
    this.name = name;
    this.blocks = blocks;
  }

  Path file() {
    return file;
  }

  byte[] name() {
    return name;
  }

  ContigBlocks blocks() {
    return blocks;
  }

  synchronized void add(byte[] contigName, PackedSequence contig) {
    contigNames.add(contigName);
    contigs.add(contig);
    notifyAll();
  }

  /** Tells that no more contigs come: all were read, or reading ended with {@code cause}. */
  synchronized void end(Throwable cause) {
    complete = true;
    failure = cause;
    notifyAll();
  }

  /** The index of the next contig that nobody has taken, or −1 at the end; waits for the reader. */
  synchronized int take() throws IOException, InterruptedException {
    while (taken == contigs.size() && !complete) {
      wait();
    }
    checkRead();
    return taken < contigs.size() ? taken++ : -1;
  }

  /** Waits until all contigs are there. */
  synchronized void awaitAll() throws IOException, InterruptedException {
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

  synchronized int contigCount() {
    return contigs.size();
  }

  synchronized PackedSequence contig(int index) {
    return contigs.get(index);
  }

  synchronized byte[] contigName(int index) {
    return contigNames.get(index);
  }

  synchronized List<PackedSequence> contigs() {
    return List.copyOf(contigs);
  }
}
