package io.github.agc4j.cli.report;

/**
 * What the operating system tells of this process's memory. All that is Linux's own lies behind it;
 * elsewhere it tells nothing, and what needs it says so.
 */
interface SystemMemory {
  /** That of the system this runs on. */
  static SystemMemory here() {
    return LinuxMemory.isThere() ? new LinuxMemory() : new UnknownMemory();
  }

  /** Whether the system tells anything. */
  boolean isKnown();

  /** Current bytes of the resident set; 0 if unknown. */
  long currentBytes();

  /** The most bytes the resident set ever had; 0 if unknown. */
  long peakBytes();

  /** What the resident set consists of; without any entry if unknown. */
  ResidentSet residentSet();

  /** What the C library holds; zeroes if unknown. */
  NativeHeap.Bytes nativeHeap();
}
