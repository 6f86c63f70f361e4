package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build writes names what the command consists of. */
class BillOfMaterialsIT {
  private static final Path BILL = Path.of("target/bom.json");
  private static final Path LIBRARIES = Path.of("target/lib");

  /** Compiled from its sources into the command's own jar. */
  private static final Pattern WITHIN = Pattern.compile("picocli-[0-9.]+\\.jar");

  private static final Pattern COMPONENT =
      Pattern.compile("\"purl\" : \"pkg:maven/[^/\"]+/([^@\"]+)@([^?\"]+)\\?type=jar\"");

  private String bill;

  @BeforeEach
  void read() throws IOException {
    assumeTrue(Files.exists(BILL), "no " + BILL + ": its plugin works only when Maven is online");
    bill = Files.readString(BILL);
  }

  @Test
  void itNamesEveryJarWithItsVersionAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    COMPONENT
        .matcher(bill)
        .results()
        .map(found -> found.group(1) + "-" + found.group(2) + ".jar")
        .forEach(named::add);
    assertEquals(1, named.stream().filter(WITHIN.asMatchPredicate()).count(), "picocli");
    named.removeIf(WITHIN.asMatchPredicate());

    Set<String> there = new TreeSet<>();
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      jars.map(jar -> jar.getFileName().toString()).forEach(there::add);
    }
    there.add("agc4j-cli-" + AgcWriter.VERSION + ".jar");
    assertEquals(there, named);
  }

  @Test
  void itHasNoDateThatChangesFromBuildToBuild() {
    assertFalse(bill.contains("\"timestamp\""));
  }
}
