package io.github.agc4j.cli.report;

import io.github.agc4j.info.MemoryUse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes, from a thread of its own, what the resident set consisted of when it was largest. */
final class PeakWatch implements AutoCloseable {
  static final String HEAP = "Java heap";

  private static final long INTERVAL_MS = 10;

  /** A new state is noted when the resident set has grown by this part of itself. */
  private static final long STEP_DIVISOR = 200;

  private final MemoryUse budget;
  private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
  private final SystemMemory system;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private Map<String, Long> parts = new LinkedHashMap<>();
  private long residentBytes;

  PeakWatch(MemoryUse budget, SystemMemory system) {
    this.budget = budget;
    this.system = system;
    note();
    this.thread = Thread.ofPlatform().daemon().name("agc4j-peak-watch").start(this::watch);
  }

  private void watch() {
    try {
      while (!ended.await(INTERVAL_MS, TimeUnit.MILLISECONDS)) {
        if (system.currentBytes() > residentBytes + residentBytes / STEP_DIVISOR) {
          note();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note() {
    Map<String, Long> now = new LinkedHashMap<>();
    ResidentSet resident = system.residentSet();
    NativeHeap.Bytes malloc = system.nativeHeap();
    long ours = 0;
    for (MemoryUse child : budget.children()) {
      now.put(child.name(), child.currentBytes());
      ours += child.currentBytes();
    }
    now.put(HEAP, resident.of(ResidentSet.Kind.HEAP));
    now.put("class metadata", poolBytes("Metaspace"));
    now.put("compiled code", poolBytes("Code"));
    if (system.isKnown()) {
      long files = resident.of(ResidentSet.Kind.FILES);
      now.put("class archives", resident.of(ResidentSet.Kind.CLASS_ARCHIVES));
      now.put("libraries", resident.of(ResidentSet.Kind.LIBRARIES));
      // Mapped windows are reserved from our budget but are no part of the C heap.
      now.put("JVM's own in the C heap", Math.max(0, malloc.usedBytes() - (ours - files)));
      now.put("freed, kept by the C heap", malloc.freeBytes());
    }
    parts = now;
    residentBytes = resident.bytes().values().stream().mapToLong(Long::longValue).sum();
  }

  private long poolBytes(String name) {
    long bytes = 0;
    for (MemoryPoolMXBean pool : pools) {
      boolean matches = pool.getType() == MemoryType.NON_HEAP && pool.getName().startsWith(name);
      bytes += matches ? pool.getUsage().getCommitted() : 0;
    }
    return bytes;
  }

  /** The parts of the largest resident set noted. */
  Map<String, Long> parts() {
    return parts;
  }

  /** The largest resident set noted. */
  long residentBytes() {
    return residentBytes;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!system.isKnown()) {
      // The components, of which some came later; their peaks they know themselves.
      note();
    }
  }
}
