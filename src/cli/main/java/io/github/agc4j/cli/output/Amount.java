package io.github.agc4j.cli.output;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amount {
  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};
  private static final int STEP = 1000;
  private static final int MINUTE_S = 60;

  private Amount() {}

  /** As in {@code 83.5 Mbp}: three digits, powers of 1000. */
  public static String bases(double bases) {
    return scaled(bases, "bp");
  }

  /** As in {@code 3.94 MB}: three digits, powers of 1000. */
  public static String bytes(double bytes) {
    return scaled(bytes, "B");
  }

  private static String scaled(double amount, String unit) {
    int power = 0;
    double value = amount;
    while (value >= STEP - 0.5 && power < PREFIXES.length - 1) {
      value /= STEP;
      power++;
    }
    return number(value, power == 0) + " " + PREFIXES[power] + unit;
  }

  private static String number(double value, boolean isWhole) {
    int digits = isWhole || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** How many times as large, as in {@code 21x}. */
  public static String ratio(double larger, double smaller) {
    return number(smaller > 0 ? larger / smaller : 0, false).replaceFirst("\\.0+$|(\\.\\d)0$", "$1")
        + "x";
  }

  /** As in {@code 1,234}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As in {@code 2.4 s}, {@code 3:05} minutes or {@code 1:02:09} hours. */
  public static String time(double seconds) {
    if (seconds < MINUTE_S) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return clock(Math.round(seconds));
  }

  /** As in {@code 0:35}. */
  static String clock(long seconds) {
    long hours = seconds / (MINUTE_S * MINUTE_S);
    long minutes = seconds / MINUTE_S % MINUTE_S;
    return hours == 0
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % MINUTE_S)
        : String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds % MINUTE_S);
  }
}
