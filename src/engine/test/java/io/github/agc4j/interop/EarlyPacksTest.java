package io.github.agc4j.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.Fasta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives whose packs end before they are full, in all ways that C++ agc reads: ids left out,
 * empty items, an empty last part. Skipped where the shared data are absent.
 */
@Tag("slow")
class EarlyPacksTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("agc4j.shared", "../../../shared"))
          .toAbsolutePath()
          .resolve("data/early-packs");

  @ParameterizedTest
  @ValueSource(strings = {"gap", "pad", "gap-appended-by-agc", "raw-groups-gap-closed"})
  void samplesComeBackAndMoreCanBeAdded(String name, @TempDir Path own) throws Exception {
    Path archive = FOLDER.resolve(name + ".agc");
    assumeTrue(Files.isRegularFile(archive), "the data are not there: " + archive);
    List<String> expected = Files.readAllLines(FOLDER.resolve(name + ".sha256"));
    assertEquals(expected, sums(archive));
    String first = Fasta.shown(Fasta.extract(archive, 1).values().iterator().next());
    Path more = Files.writeString(own.resolve("more.fa"), first);
    for (boolean inPlace : new boolean[] {false, true}) {
      Path extended = own.resolve(inPlace + ".agc");
      append(archive, extended, more, inPlace);
      assertEquals(expected, sums(extended).subList(0, expected.size()), "inPlace=" + inPlace);
      assertEquals(first, Fasta.shown(Fasta.extract(extended, 1).get("more")));
    }
  }

  private static void append(Path archive, Path extended, Path more, boolean inPlace)
      throws IOException {
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      if (inPlace) {
        Files.copy(archive, extended);
        writer.appendInPlace(extended, writer.files(List.of(more)), done -> {});
      } else {
        writer.append(archive, extended, writer.files(List.of(more)), done -> {});
      }
    }
  }

  private static List<String> sums(Path archive) throws Exception {
    List<String> sums = new ArrayList<>();
    for (Map.Entry<String, byte[]> sample : Fasta.extract(archive, 2).entrySet()) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(sample.getValue());
      sums.add(HexFormat.of().formatHex(sum) + "  " + sample.getKey() + ".fa");
    }
    return sums;
  }
}
