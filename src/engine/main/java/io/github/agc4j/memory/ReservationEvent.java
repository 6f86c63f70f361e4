package io.github.agc4j.memory;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
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
  private static final long BYTES_MIN = 1 << 17;

  @Label("Component")
  private String component;

  @Label("Bytes")
  @DataAmount
  private long bytes;

  @Label("Bytes held by the component")
  @DataAmount
  private long heldBytes;

  /**
   * A new event; null for a small block, and while nobody records. (To ask for that loads classes,
   * which would slow down short commands.)
   */
  static ReservationEvent beginIfRecorded(long size) {
    if (size < BYTES_MIN || !FlightRecorder.isInitialized()) {
      return null;
    }
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
