package io.github.agc4j.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.info.EngineCounter;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.fasta.SequencePacker;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.input.InputReader;
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContigCuttingTest {
  /** Cannot cut any contig. */
  private static final class Failing extends ContigCutting<LongArray> {
    private final MemoryBudget budget;

    private Failing(MemoryBudget budget) {
      super(new EngineCounter.Counts());
      this.budget = budget;
    }

    @Override
    void begin(InputReader reader, Workers workers) {}

    @Override
    void resume(SourceArchive source) {}

    @Override
    void run(SampleBatch batch, Workers workers) {
      throw new AssertionError();
    }

    @Override
    void learn(SampleBatch batch, Registration registration, long firstNewGroup) {
      throw new AssertionError();
    }

    @Override
    LongArray newCuts() {
      return new LongArray(budget);
    }

    @Override
    boolean cut(int index, PackedSequence contig, LongArray cuts) throws IOException {
      cuts.add(0);
      throw new IOException("no reference");
    }

    @Override
    long segments(PackedSequence contig, LongArray cuts) {
      throw new AssertionError();
    }

    @Override
    void log(int index, PackedSequence contig, LongArray cuts, long segment, Worker worker) {
      throw new AssertionError();
    }

    @Override
    int take(SampleBatch batch) throws IOException, InterruptedException {
      return batch.take();
    }

    @Override
    public void close() {
      forEachCuts(LongArray::close);
    }
  }

  @Test
  void whatFailsToCutAContigIsFreed() throws IOException {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (BlockPool pool = new BlockPool(budget.child("contigs"));
        SequencePacker packer = new SequencePacker(budget)) {
      SampleBatch batch = new SampleBatch(new ContigBlocks(pool), budget);
      packer.start(batch.space());
      packer.add(1);
      batch.add(new byte[] {'c'}, packer.finish(), null);
      batch.end(null);
      MemoryBudget cuts = budget.child("cuts");
      try (Failing placement = new Failing(cuts)) {
        assertThrows(IOException.class, () -> placement.work(batch, null));
      }
      assertEquals(0, cuts.currentBytes());
      batch.free();
    }
  }
}
