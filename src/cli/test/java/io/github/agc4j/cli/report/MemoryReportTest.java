package io.github.agc4j.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryReportTest {
  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void create() throws IOException {
    Path genome = Files.writeString(folder.resolve("s.fa"), ">c\n" + "ACGT".repeat(1000) + "\n");
    archive = folder.resolve("x.agc");
    try (AgcWriter writer = AgcWriter.create(archive, CreateOptions.DEFAULTS)) {
      writer.add(genome);
      writer.commit();
    }
  }

  private String report(SystemMemory system, MemoryReport.Form form) throws IOException {
    StringWriter text = new StringWriter();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        MemoryReport report = new MemoryReport(reader.memory(), reader::decoded, system)) {
      assertEquals(List.of("c"), reader.contigNames(0));
      report.print(form, new PrintWriter(text));
    }
    return text.toString();
  }

  @Test
  void whatTheSystemDoesNotTellIsSaidToBeNotAvailable() throws IOException {
    String table = report(new UnknownMemory(), MemoryReport.Form.TABLE);
    List<String> lines = table.lines().toList();
    assertTrue(
        lines.stream().anyMatch(l -> l.matches("resident set +not available +not available")),
        table);
    assertTrue(
        lines.stream().anyMatch(l -> l.matches("  Java heap +[1-9]\\d+ +not available")), table);
    assertTrue(lines.stream().anyMatch(l -> l.matches("off-heap budget +[1-9]\\d+ +")), table);
    assertFalse(table.contains("libraries") || table.contains("C heap"), table);
  }

  @Test
  void inJsonItIsNull() throws IOException {
    String json = report(new UnknownMemory(), MemoryReport.Form.JSON);
    assertTrue(json.contains(",\"explained\":null,\"resident\":null,"), json);
    assertTrue(json.contains("\"atPeakRss\":null}"), json);
  }

  @Test
  void linuxTellsAll() throws IOException {
    assumeTrue(LinuxMemory.isThere(), "not Linux");
    String table = report(SystemMemory.here(), MemoryReport.Form.TABLE);
    assertFalse(table.contains("not available"), table);
    assertTrue(
        table.lines().anyMatch(l -> l.matches("resident set +[1-9]\\d{6,} +[1-9]\\d{6,}")), table);
  }
}
