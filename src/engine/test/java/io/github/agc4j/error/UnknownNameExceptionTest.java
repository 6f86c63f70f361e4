package io.github.agc4j.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNameExceptionTest {
  private static int distance(String a, String b) {
    int[][] distances = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distances[i][j] =
            i == 0 || j == 0
                ? i + j
                : Math.min(
                    distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1),
                    1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
      }
    }
    return distances[a.length()][b.length()];
  }

  /** The nearest three by the definition. */
  private static List<String> nearest(String wanted, List<String> names) {
    int limit = Math.max(2, wanted.length() / 3);
    return names.stream()
        .distinct()
        .filter(name -> distanceOf(wanted, name) <= limit)
        .sorted(Comparator.comparingInt(name -> distanceOf(wanted, name)))
        .limit(3)
        .toList();
  }

  private static int distanceOf(String wanted, String name) {
    return name.contains(wanted) ? 1 : distance(name, wanted);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      name.append("abc".charAt(random.nextInt(3)));
    }
    return name.toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theNearestAreThoseWithTheFewestChanges(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String wanted = name(random);
      List<String> names = new ArrayList<>();
      for (int i = random.nextInt(40); i >= 0; i--) {
        String name = name(random);
        if (!name.equals(wanted)) {
          names.add(name);
        }
      }
      UnknownNameException.Nearest found = new UnknownNameException.Nearest(wanted);
      names.forEach(found);
      assertEquals(
          nearest(wanted, names), found.names(), () -> "seed=" + seed + " " + wanted + names);
    }
  }

  @Test
  void theMessageNamesThem() {
    UnknownNameException.Nearest found = new UnknownNameException.Nearest("chr1");
    List.of("chr2", "plasmid", "chr1_alt", "chromosome").forEach(found);
    assertEquals(
        "no contig chr1 in the archive (nearest: chr2, chr1_alt)",
        new UnknownNameException("contig", "chr1", found.names()).getMessage());
  }
}
