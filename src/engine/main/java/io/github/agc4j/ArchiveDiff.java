package io.github.agc4j;

import io.github.agc4j.info.DiffFinding;
import io.github.agc4j.info.DiffListener;
import io.github.agc4j.internal.read.set.Members;
import io.github.agc4j.internal.verify.SampleDifference;
import java.io.IOException;

/**
 * Compares two archives sample by sample and contig by contig, by their names: sequences as digests
 * tell them, in upper case. Where both archives have whole digests of what they compare these are
 * enough; what else there is is decoded. For one thread.
 */
public final class ArchiveDiff {
  private final AgcReader first;
  private final AgcReader second;
  private final int threads;

  /**
   * A comparison of two archives, which are borrowed.
   *
   * @param threads how many threads decode
   */
  public ArchiveDiff(AgcReader first, AgcReader second, int threads) {
    this.first = first;
    this.second = second;
    this.threads = threads;
  }

  /**
   * Compares everything.
   *
   * @return whether both archives have the same samples, in whatever order
   * @throws IOException when something that has to be decoded is damaged, or the listener fails
   */
  public boolean run(DiffListener listener) throws IOException {
    Members one = first.members();
    Members other = second.members();
    boolean areSame = true;
    for (long sample = 0; sample < one.samples(); sample++) {
      long found = other.find(one.sampleNameBytes(sample));
      if (found < 0) {
        listener.sample(one.sampleName(sample), DiffFinding.ONLY_FIRST);
        areSame = false;
      } else {
        areSame &= tell(sample, found, listener) == DiffFinding.SAME;
      }
    }
    for (long sample = 0; sample < other.samples(); sample++) {
      if (one.find(other.sampleNameBytes(sample)) < 0) {
        listener.sample(other.sampleName(sample), DiffFinding.ONLY_SECOND);
        areSame = false;
      }
    }
    return areSame;
  }

  private DiffFinding tell(long sample, long found, DiffListener listener) throws IOException {
    return first
        .members()
        .ask(
            sample,
            (one, own) ->
                second
                    .members()
                    .ask(
                        found,
                        (other, others) ->
                            new SampleDifference(one, other, threads).tell(own, others, listener)));
  }
}
