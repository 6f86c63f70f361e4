package io.github.agc4j.internal.memory;

import io.github.agc4j.info.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who holds how many off-heap bytes: a tree of named components, each with its current and peak
 * bytes.
 *
 * <p>A reservation counts in the component and in all its ancestors. The limit of a component
 * bounds only what callers ask for with {@link #hasRoom}: a reader of input asks before it takes
 * more; work that is under way is never stopped half-way. Safe for use by several threads.
 */
public final class MemoryBudget implements MemoryUse {
  /** The limit of a component that has none of its own. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final String name;
  private final MemoryBudget parent;
  private final long limitBytes;
  private final SpillFile overflow;
  private final AtomicLong currentBytes = new AtomicLong();
  private final AtomicLong peakBytes = new AtomicLong();
  private final List<MemoryBudget> children = new ArrayList<>();

  private MemoryBudget(String name, MemoryBudget parent, long limitBytes, SpillFile overflow) {
    this.name = name;
    this.parent = parent;
    this.limitBytes = limitBytes;
    this.overflow = overflow;
  }

  /** A tree's root that may hold {@code limitBytes}. */
  public static MemoryBudget root(long limitBytes) {
    if (limitBytes <= 0) {
      throw new IllegalArgumentException("limitBytes=" + limitBytes);
    }
    return new MemoryBudget("total", null, limitBytes, null);
  }

  /** A new component without a limit of its own. */
  public MemoryBudget child(String childName) {
    return child(childName, UNLIMITED);
  }

  /** A new component that should hold at most {@code childLimitBytes}. */
  public MemoryBudget child(String childName, long childLimitBytes) {
    return child(childName, childLimitBytes, null);
  }

  /**
   * A new component whose blocks beyond {@code childLimitBytes} lie in {@code overflow}, unless
   * that is null.
   */
  public synchronized MemoryBudget child(
      String childName, long childLimitBytes, SpillFile childOverflow) {
    MemoryBudget child = new MemoryBudget(childName, this, childLimitBytes, childOverflow);
    children.add(child);
    return child;
  }

  /** Forgets a child that holds nothing any more and never will. */
  public synchronized void discard(MemoryBudget child) {
    children.remove(child);
  }

  /** Counts {@code bytes} as held until they are released. */
  public void reserve(long bytes) {
    for (MemoryBudget at = this; at != null; at = at.parent) {
      long now = at.currentBytes.addAndGet(bytes);
      at.peakBytes.accumulateAndGet(now, Math::max);
    }
  }

  /** Gives {@code bytes} back. */
  public void release(long bytes) {
    for (MemoryBudget at = this; at != null; at = at.parent) {
      long now = at.currentBytes.addAndGet(-bytes);
      assert now >= 0 : at.name + " released more than it held";
    }
  }

  /** Whether {@code bytes} more stay within the limits of this component and of all above it. */
  public boolean hasRoom(long bytes) {
    for (MemoryBudget at = this; at != null; at = at.parent) {
      if (at.limitBytes - at.currentBytes.get() < bytes) {
        return false;
      }
    }
    return true;
  }

  SpillFile overflow() {
    return overflow;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long currentBytes() {
    return currentBytes.get();
  }

  @Override
  public long peakBytes() {
    return peakBytes.get();
  }

  @Override
  public long limitBytes() {
    return limitBytes;
  }

  @Override
  public synchronized List<MemoryBudget> children() {
    return List.copyOf(children);
  }
}
