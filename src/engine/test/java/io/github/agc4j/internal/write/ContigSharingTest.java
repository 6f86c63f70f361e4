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
import io.github.agc4j.internal.write.input.SampleBatch;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContigSharingTest {
  /** Cannot cut any contig. */
  private static final class Failing implements ContigSharing.Strategy<LongArray> {
    private final MemoryBudget budget;

    private Failing(MemoryBudget budget) {
      this.budget = budget;
    }

    @Override
    public LongArray newCuts() {
      return new LongArray(budget);
    }

    @Override
    public boolean cut(int index, PackedSequence contig, LongArray cuts) throws IOException {
      cuts.add(0);
      throw new IOException("no reference");
    }

    @Override
    public long segments(PackedSequence contig, LongArray cuts) {
      throw new AssertionError();
    }

    @Override
    public void log(int index, PackedSequence contig, LongArray cuts, long segment, Worker worker) {
      throw new AssertionError();
    }

    @Override
    public int take(SampleBatch batch) throws IOException, InterruptedException {
      return batch.take();
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
      batch.add(new byte[] {'c'}, packer.finish(), null, text -> {});
      batch.end(null);
      MemoryBudget cuts = budget.child("cuts");
      ContigSharing<LongArray> sharing =
          new ContigSharing<>(new Failing(cuts), new EngineCounter.Counts());
      assertThrows(IOException.class, () -> sharing.work(batch, null));
      sharing.forEachCuts(LongArray::close);
      assertEquals(0, cuts.currentBytes());
      batch.free();
    }
  }
}
