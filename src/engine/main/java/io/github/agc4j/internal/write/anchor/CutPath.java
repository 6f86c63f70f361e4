package io.github.agc4j.internal.write.anchor;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.LongTable;
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

  /** Columns of the cuts: the first find after it, its state, the state before, and its cut. */
  private static final int FIND = 0;

  private static final int STATE = 1;
  private static final int STATE_BEFORE = 2;
  private static final int CUT_BEFORE = 3;
  private static final int CUT_COLUMNS = 4;

  /** Columns of the known states: the cost less {@link #others}, and the cut that led there. */
  private static final int COST = 0;

  private static final int ENTERED_BY = 1;
  private static final int STATE_COLUMNS = 2;

  private Int2IntHashMap known = new Int2IntHashMap(UNSEEN);

  private final LongTable states;
  private final LongTable cuts;
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
    states = new LongTable(STATE_COLUMNS, budget);
    cuts = new LongTable(CUT_COLUMNS, budget);
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
      index = (int) states.add();
      known.put(hit, index);
      states.set(index, ENTERED_BY, START);
    }
    long cost = states.get(index, COST) + others - symbols * SYMBOL;
    if (before + CUT < cost) {
      cost = before + CUT;
      states.set(index, ENTERED_BY, cut(find, hit));
    }
    cost += missed * SYMBOL;
    states.set(index, COST, cost - others);
    if (cost < best) {
      best = cost;
      bestState = hit;
      bestCut = states.get(index, ENTERED_BY);
    }
  }

  private long cut(long find, int state) {
    long cut = cuts.add();
    cuts.set(cut, FIND, find);
    cuts.set(cut, STATE, state);
    cuts.set(cut, STATE_BEFORE, beforeState);
    cuts.set(cut, CUT_BEFORE, beforeCut);
    return cut;
  }

  /** Finds the cheapest path of what was added. */
  void finish() {
    path.clear();
    int first = bestState;
    for (long cut = bestCut; cut != START; cut = cuts.get(cut, CUT_BEFORE)) {
      path.add(cut);
      first = (int) cuts.get(cut, STATE_BEFORE);
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
    return index == 0 ? (int) entry : (int) cuts.get(entry, STATE);
  }

  /** The first find of stretch {@code index}, which is 1 or more. */
  long firstFind(long index) {
    return cuts.get(path.get(path.count() - 1 - index), FIND);
  }

  @Override
  public void close() {
    states.close();
    cuts.close();
    path.close();
  }
}
