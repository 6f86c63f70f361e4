package io.github.agc4j.internal.write;

import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.group.write.CasePredictor;
import io.github.agc4j.internal.group.write.GroupMasks;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.CaseChanges;
import io.github.agc4j.internal.text.CaseIndex;
import io.github.agc4j.internal.text.TextWriter;
import io.github.agc4j.internal.write.extend.SourceArchive;
import io.github.agc4j.internal.write.input.SampleBatch;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;

/**
 * Keeps the case of letters: that of a group's reference as it is, that of others where it is
 * another than their references tell. For one thread; the predictors are the workers'.
 */
final class CaseKeeping implements AutoCloseable {
  private final MemoryBudget budget;
  private final CaseIndex index;
  private final GroupMasks masks;
  private final CaseChanges changes;

  CaseKeeping(MemoryBudget budget, MemoryBudget references) {
    this.budget = budget;
    this.index = new CaseIndex(budget);
    this.masks = new GroupMasks(budget, references);
    this.changes = new CaseChanges(budget);
  }

  /** A worker's predictor, which the worker closes. */
  CasePredictor newPredictor(CreateOptions options) {
    return new CasePredictor(options.matchMin(), index, masks, budget);
  }

  /** Takes the masks of an archive that is extended. */
  void resume(SourceArchive source) throws IOException {
    masks.resume(source.groups(), source.texts().masks(), budget);
  }

  /** Gets ready for the segments of {@code batch}. */
  void begin(SampleBatch batch, long groups) {
    index.clear();
    batch.indexCase(index);
    masks.ensureGroups(groups);
  }

  /**
   * Takes what the predictors found of {@code batch}, of which all segments are in their groups.
   */
  void end(SampleBatch batch, Workers workers, long firstNewGroup, long groups, TextWriter texts)
      throws IOException {
    if (index.isEmpty() && !masks.isAny()) {
      return;
    }
    changes.clear();
    for (Worker worker : workers.all()) {
      changes.addAll(worker.predictor().changes());
      worker.predictor().changes().clear();
    }
    changes.sort();
    batch.replaceCase(changes);
    for (long group = Math.max(firstNewGroup, StreamNames.RAW_GROUPS); group < groups; group++) {
      long ofGroup = group;
      masks.forEach((int) group, (from, to, value) -> texts.addMask(ofGroup, from, to));
    }
  }

  @Override
  public void close() {
    index.close();
    masks.close();
    changes.close();
  }
}
