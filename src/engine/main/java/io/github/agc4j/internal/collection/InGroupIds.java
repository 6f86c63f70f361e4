package io.github.agc4j.internal.collection;

import io.github.agc4j.internal.memory.LongArray;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;

/**
 * Codes in-group ids against the largest one of the group seen so far in the batch (AGC format,
 * section 4.3.2).
 */
final class InGroupIds implements AutoCloseable {
  private static final long NONE = -1;

  private final LongArray last;

  InGroupIds(MemoryBudget budget) {
    last = new LongArray(budget);
  }

  /** Starts a batch with groups numbered below {@code groups}. */
  void start(long groups) {
    last.clear();
    last.resize(groups, NONE);
  }

  /** The code of {@code id} in {@code group}. */
  long code(int group, long id) {
    long before = lastOf(group);
    long code;
    if (before == NONE) {
      code = id;
    } else if (id == 0) {
      code = 0;
    } else {
      code = id == before + 1 ? 1 : CatalogInteger.code(id, before + 1) + 1;
    }
    update(group, before, id);
    return code;
  }

  /** The id in {@code group} that {@code code} stands for. */
  long id(int group, long code) {
    long before = lastOf(group);
    long id;
    if (before == NONE) {
      id = code;
    } else if (code <= 1) {
      id = code == 0 ? 0 : before + 1;
    } else {
      id = CatalogInteger.value(code - 1, before + 1);
    }
    MalformedBytesException.verify(id <= Integer.MAX_VALUE, 0, "in-group id too large");
    update(group, before, id);
    return id;
  }

  private long lastOf(int group) {
    if (group >= last.count()) {
      last.resize(group + 1L, NONE);
    }
    return last.get(group);
  }

  private void update(int group, long before, long id) {
    if (id > before && id > 0) {
      last.set(group, id);
    }
  }

  @Override
  public void close() {
    last.close();
  }
}
