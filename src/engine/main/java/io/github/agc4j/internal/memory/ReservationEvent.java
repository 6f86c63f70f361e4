package io.github.agc4j.internal.memory;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A JFR event for each block of off-heap memory; its duration is what the allocation took. */
@Name("io.github.agc4j.OffHeapReservation")
@Label("Off-heap reservation")
@Description("A block of 128 KiB or more of off-heap memory was reserved and allocated")
@Category("agc4j")
@StackTrace(false)
final class ReservationEvent extends Event {
  /** The least block that is worth an event. */
  static final long BYTES_MIN = 1 << 17;

  @Label("Component")
  private String component;

  @Label("Bytes")
  @DataAmount
  private long bytes;

  @Label("Bytes held by the component")
  @DataAmount
  private long heldBytes;

  /**
   * A new event. To be called only while somebody records: with this class the JVM initializes all
   * of the flight recorder, which takes a short command 20 ms.
   */
  static ReservationEvent begun() {
    ReservationEvent event = new ReservationEvent();
    event.begin();
    return event;
  }

  void commit(MemoryBudget budget, long size) {
    if (shouldCommit()) {
      component = budget.name();
      bytes = size;
      heldBytes = budget.currentBytes();
      commit();
    }
  }
}
