import java.util.List;
import java.util.Locale;

/**
 * The engine's kinds of hot loops over 65 536 bases, each written for heap arrays, for segments
 * (unaligned layouts, global arena) and, where that makes sense, with the Vector API. All forms
 * must give the same result. Prints ns per base: the best of seven quarters of a second after 1.5 s.
 */
final class LoopForms {
  private LoopForms() {}

  private interface Form {
    long run();
  }

  private static double nanos(Form form) {
    long sum = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < 1_500_000_000L; ) {
      sum += form.run();
    }
    double best = Double.MAX_VALUE;
    for (int quarter = 0; quarter < 7; quarter++) {
      long start = System.nanoTime();
      long runs = 0;
      while (System.nanoTime() - start < 250_000_000L) {
        sum += form.run();
        runs++;
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) runs / Loop.BASES);
    }
    return sum == Long.MIN_VALUE ? 0 : best;
  }

  private static void measure(Loop loop) {
    long expected = loop.array();
    long vectors = loop.vectors();
    if (loop.segment() != expected || vectors != Loop.NONE && vectors != expected) {
      throw new IllegalStateException(loop.name() + ": the forms differ");
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %s |%n",
        loop.name(),
        nanos(loop::array),
        nanos(loop::segment),
        vectors != Loop.NONE ? String.format(Locale.ROOT, "%.3f", nanos(loop::vectors)) : "-");
  }

  public static void main(String[] arguments) {
    System.out.println("| loop, ns per base | array | segment | vectors |");
    System.out.println("|---|---|---|---|");
    List.of(
            new Unpack(),
            new Pack(),
            new Reverse(),
            new Letters(),
            new Count(),
            new Prefixes(),
            new Copies(),
            new Scan(),
            new Index(),
            new Insert(),
            new Minima(),
            new Periods(),
            new Numbers())
        .forEach(LoopForms::measure);
  }
}
