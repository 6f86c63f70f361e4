package io.github.agc4j.memory;

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
@Description("A block of off-heap memory was reserved and allocated")
@Category("agc4j")
@StackTrace(false)
final class ReservationEvent extends Event {
  @Label("Component")
  private String component;

  @Label("Bytes")
  @DataAmount
  private long bytes;

  @Label("Bytes held by the component")
  @DataAmount
  private long heldBytes;

  void commit(MemoryBudget budget, long size) {
    if (shouldCommit()) {
      component = budget.name();
      bytes = size;
      heldBytes = budget.currentBytes();
      commit();
    }
  }
}
