package io.github.agc4j.error;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A sample or contig that an archive does not have; the message names those that are spelled most
 * alike.
 */
public final class UnknownNameException extends QueryException {
  private static final long serialVersionUID = 1L;
  private static final int NEAREST_MAX = 3;
  private static final int COMPARED_LENGTH_MAX = 200;

  /** The {@code kind} of thing called {@code name} is not there; {@code nearest} are. */
  public UnknownNameException(String kind, String name, List<String> nearest) {
    super(
        "no "
            + kind
            + " "
            + name
            + " in the archive"
            + (nearest.isEmpty() ? "" : " (nearest: " + String.join(", ", nearest) + ")"));
  }

  /**
   * Collects the names that contain {@code wanted} or need the fewest single-letter changes to
   * become it.
   */
  public static final class Nearest implements Consumer<String> {
    private final String wanted;
    private final List<Candidate> best = new ArrayList<>();

    private record Candidate(String name, int distance) {}

    public Nearest(String wanted) {
      this.wanted = wanted;
    }

    @Override
    public void accept(String name) {
      int limit = limit();
      int distance = limit + 1;
      if (limit > 0 && name.contains(wanted)) {
        distance = 1;
      } else if (Math.abs(name.length() - wanted.length()) <= limit
          && name.length() <= COMPARED_LENGTH_MAX) {
        distance = distance(name, wanted, limit);
      }
      if (distance <= limit && best.stream().noneMatch(candidate -> candidate.name.equals(name))) {
        best.add(new Candidate(name, distance));
        best.sort(Comparator.comparingInt(Candidate::distance));
        if (best.size() > NEAREST_MAX) {
          best.remove(NEAREST_MAX);
        }
      }
    }

    /** The most changes that a name may need to be among the nearest so far. */
    private int limit() {
      return best.size() < NEAREST_MAX
          ? Math.max(2, wanted.length() / 3)
          : best.getLast().distance() - 1;
    }

    public List<String> names() {
      return best.stream().map(Candidate::name).toList();
    }

    /**
     * The Levenshtein distance, or more than {@code limit} if it is more: only what lies within it
     * of the diagonal is looked at, and no further row once none is below.
     */
    private static int distance(String a, String b, int limit) {
      int[] row = new int[b.length() + 1];
      for (int j = 0; j <= b.length(); j++) {
        row[j] = j <= limit ? j : limit + 1;
      }
      int least = 0;
      for (int i = 1; i <= a.length() && least <= limit; i++) {
        int from = Math.max(1, i - limit);
        int to = Math.min(b.length(), i + limit);
        int diagonal = row[from - 1];
        row[from - 1] = from == 1 ? Math.min(i, limit + 1) : limit + 1;
        least = row[from - 1];
        for (int j = from; j <= to; j++) {
          int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          diagonal = row[j];
          row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
          least = Math.min(least, row[j]);
        }
      }
      return least <= limit ? row[b.length()] : limit + 1;
    }
  }
}
