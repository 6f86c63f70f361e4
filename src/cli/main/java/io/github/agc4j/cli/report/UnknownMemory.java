package io.github.agc4j.cli.report;

import java.util.Map;

/** A system of which we do not know how to ask it. */
final class UnknownMemory implements SystemMemory {
  @Override
  public boolean isKnown() {
    return false;
  }

  @Override
  public long currentBytes() {
    return 0;
  }

  @Override
  public long peakBytes() {
    return 0;
  }

  @Override
  public ResidentSet residentSet() {
    return new ResidentSet(Map.of());
  }

  @Override
  public NativeHeap.Bytes nativeHeap() {
    return new NativeHeap.Bytes(0, 0);
  }
}
