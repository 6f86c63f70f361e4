package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MemoryBudget;
import org.agrona.collections.Int2IntHashMap;

/**
 * The cheapest way to spread the anchors of a contig over groups: what an anchor of another group
 * costs as literals, against what a cut costs; by dynamic programming, with one constant-time step
 * per anchor. Costs are hundredths of a byte. For one thread.
 *
 * <p>A <em>state</em> is a group·2, + 1 if the contig runs against its reference, or {@link #NEW}.
 */
final class CutPath implements AutoCloseable {
  /** Belongs to no group yet. */
  static final int NEW = -1;

  /** An anchor that is in no reference. */
  static final int NO_HIT = -2;

  /** What a symbol costs that is not in the state's reference. */
  private static final long SYMBOL = 25;

  /** What it costs in a group of its own, where later samples will find it. */
  private static final long NEW_SYMBOL = 23;

  /** What one more segment costs. */
  private static final long CUT = 2000;

  private static final long START = -1;
  private static final int UNSEEN = -1;

  /** A map that had more states is not used again. */
  private static final int STATES_KEPT = 32;

  /** Words of a cut: the first find behind it, its state, the state before, and its cut. */
  private static final int CUT_WORDS = 4;

  private Int2IntHashMap known = new Int2IntHashMap(UNSEEN);

  /** For each known state its cost less {@link #others}, and the cut by which it was entered. */
  private final LongArray states;

  private final LongArray cuts;
  private final LongArray path;

  /** What a state costs that was never hit. */
  private long others;

  private long best;
  private int bestState;
  private long bestCut;

  /** The best in front of the find that is being added. */
  private long before;

  private int beforeState;
  private long beforeCut;
  private long newCost;
  private long newCut;

  CutPath(MemoryBudget budget) {
    states = new LongArray(budget);
    cuts = new LongArray(budget);
    path = new LongArray(budget);
  }

  /** Forgets all anchors. */
  void start() {
    if (known.size() > STATES_KEPT) {
      // Clearing takes as long as the largest contig so far wanted.
      known = new Int2IntHashMap(UNSEEN);
    } else {
      known.clear();
    }
    states.clear();
    cuts.clear();
    path.clear();
    others = 0;
    best = 0;
    bestState = NEW;
    bestCut = START;
    newCost = 0;
    newCut = START;
  }

  /**
   * Adds find {@code find}, which stands for {@code symbols} symbols and is in the reference of
   * {@code hit}, a state or {@link #NO_HIT}, but for {@code missed} of its symbols.
   */
  void add(long find, int hit, long symbols, long missed) {
    before = best;
    beforeState = bestState;
    beforeCut = bestCut;
    others += symbols * SYMBOL;
    best += symbols * SYMBOL;
    if (before + CUT < newCost) {
      newCost = before + CUT;
      newCut = cut(find, NEW);
    }
    newCost += symbols * NEW_SYMBOL;
    if (newCost < best) {
      best = newCost;
      bestState = NEW;
      bestCut = newCut;
    }
    if (hit != NO_HIT) {
      enter(find, hit, symbols, missed);
    }
  }

  /** The cost of {@code hit} rises by that of the missed symbols only. */
  private void enter(long find, int hit, long symbols, long missed) {
    int index = known.get(hit);
    if (index == UNSEEN) {
      index = (int) (states.count() / 2);
      known.put(hit, index);
      states.add(0);
      states.add(START);
    }
    long cost = states.get(2L * index) + others - symbols * SYMBOL;
    if (before + CUT < cost) {
      cost = before + CUT;
      states.set(2L * index + 1, cut(find, hit));
    }
    cost += missed * SYMBOL;
    states.set(2L * index, cost - others);
    if (cost < best) {
      best = cost;
      bestState = hit;
      bestCut = states.get(2L * index + 1);
    }
  }

  private long cut(long find, int state) {
    cuts.add(find);
    cuts.add(state);
    cuts.add(beforeState);
    return (cuts.add(beforeCut) - CUT_WORDS + 1) / CUT_WORDS;
  }

  /** Finds the cheapest path of what was added. */
  void finish() {
    path.clear();
    int first = bestState;
    for (long cut = bestCut; cut != START; cut = cuts.get(cut * CUT_WORDS + 3)) {
      path.add(cut);
      first = (int) cuts.get(cut * CUT_WORDS + 2);
    }
    path.add(first);
  }

  /** Number of stretches of one state each. */
  long stretches() {
    return path.count();
  }

  /** The state of stretch {@code index}, ascending along the contig. */
  int state(long index) {
    long entry = path.get(path.count() - 1 - index);
    return index == 0 ? (int) entry : (int) cuts.get(entry * CUT_WORDS + 1);
  }

  /** The first find of stretch {@code index}, which is 1 or more. */
  long firstFind(long index) {
    return cuts.get(path.get(path.count() - 1 - index) * CUT_WORDS);
  }

  @Override
  public void close() {
    states.close();
    cuts.close();
    path.close();
  }
}
