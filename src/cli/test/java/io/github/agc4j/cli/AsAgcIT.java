package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A symbolic link called {@code agc}, and the calls that scripts make: those of PHG v2 ({@code
 * create -i LIST -o FILE REFERENCE}, {@code append -i LIST FILE -o FILE}, {@code listset}, {@code
 * listref}, {@code listctg}, {@code getctg} with many queries, {@code getset}), of workflows that
 * redirect standard output, and of agc's own documentation.
 */
@Tag("slow")
class AsAgcIT {
  private static final String LINE =
      "ACGTTGCATTACGTTGCATTACGTTGCATTACGTTGCATTACGTTGCATTACGTTGCATTACGTTGCATTACGTTGCATT";

  @TempDir private Path folder;
  private Path agc;

  @BeforeEach
  void writeGenomes() throws Exception {
    agc =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("bin")).resolve("agc"),
            Path.of(Agc4jProcess.LAUNCHER));
    for (String name : List.of("Ref", "LineA", "LineB", "LineC")) {
      // In lower case and in lines of 60, as PHG prepares them: each header names its sample.
      String letters =
          LINE.toLowerCase(Locale.ROOT).repeat(40)
              + name.toUpperCase(Locale.ROOT).replaceAll("[^ACGT]", "T");
      StringBuilder text = new StringBuilder(">1 sampleName=" + name + "\n");
      for (int at = 0; at < letters.length(); at += 60) {
        text.append(letters, at, Math.min(letters.length(), at + 60)).append('\n');
      }
      Files.writeString(folder.resolve(name + ".fa"), text + ">2\n" + LINE + "\n");
    }
    Files.writeString(
        folder.resolve("list.txt"), folder.resolve("LineA.fa") + "\n" + folder.resolve("LineB.fa"));
    Files.writeString(folder.resolve("more.txt"), "LineC.fa\n");
  }

  private Agc4jProcess agc(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(agc.toString()));
    command.addAll(Arrays.asList(arguments));
    return Agc4jProcess.start(folder, command);
  }

  private String out(String... arguments) throws Exception {
    Agc4jProcess run = agc(arguments);
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.out();
  }

  @Test
  void theCallsOfPhgWork() throws Exception {
    assertEquals("", out("create", "-i", "list.txt", "-o", "assemblies.agc", "Ref.fa"));
    assertEquals("LineA\nLineB\nRef\n", out("listset", "assemblies.agc"));
    assertEquals("", out("append", "-i", "more.txt", "assemblies.agc", "-o", "assemblies_tmp.agc"));
    assertEquals("LineA\nLineB\nLineC\nRef\n", out("listset", "assemblies_tmp.agc"));
    assertEquals("Ref\n", out("listref", "assemblies_tmp.agc"));
    assertEquals(
        "LineC\n   1 sampleName=LineC\n   2\n", out("listctg", "assemblies_tmp.agc", "LineC"));
    assertEquals(
        ">1 sampleName=LineA:20-39\n"
            + LINE.substring(20, 40)
            + "\n>1 sampleName=LineC:0-4\nACGTT\n>2\n"
            + LINE
            + "\n",
        out("getctg", "assemblies_tmp.agc", "1@LineA:20-39", "1@LineC:0-4", "2@LineB"));
    String sample = out("getset", "assemblies_tmp.agc", "LineB");
    assertTrue(sample.startsWith(">1 sampleName=LineB\n" + LINE + "\n" + LINE + "\n"), sample);
    assertEquals(
        sample + out("getset", "assemblies_tmp.agc", "Ref"),
        out("getset", "assemblies_tmp.agc", "LineB", "Ref"));
  }

  @Test
  void whatIsCreatedIsWhatAgcCreates() throws Exception {
    out("create", "-o", "x.agc", "Ref.fa", "LineA.fa");
    Agc4jProcess.run(folder, "create", "--compat", "-o", "compat.agc", "Ref.fa", "LineA.fa");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("compat.agc")),
        Files.readAllBytes(folder.resolve("x.agc")));
    Agc4jProcess redirected =
        Agc4jProcess.startWriting(
            folder,
            "y.agc",
            List.of(agc.toString(), "create", "-d", "-t", "2", "Ref.fa", "LineA.fa"));
    assertEquals(new Agc4jProcess(0, "", ""), redirected);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("compat.agc")),
        Files.readAllBytes(folder.resolve("y.agc")));
  }

  @Test
  void anOptionThatIsGivenPrevails() throws Exception {
    out("create", "--profile", "virus", "-o", "x.agc", "Ref.fa");
    String text = Files.readString(folder.resolve("Ref.fa"));
    assertEquals(text, Agc4jProcess.out(folder, "getset", "x.agc", "Ref"));
    String shown = out("getset", "-l", "60", "x.agc", "Ref");
    assertEquals(
        text.lines().skip(1).findFirst().get().toUpperCase(Locale.ROOT),
        shown.lines().skip(1).findFirst().get());
    assertNotEquals(text, shown);
  }

  @Test
  void anExistingOutputIsReplaced() throws Exception {
    out("create", "-o", "x.agc", "Ref.fa");
    out("create", "-o", "x.agc", "LineA.fa");
    assertEquals("LineA\n", out("listset", "x.agc"));
    out("append", "-o", "y.agc", "x.agc", "LineB.fa");
    out("append", "-o", "y.agc", "x.agc", "LineC.fa");
    assertEquals("LineA\nLineC\n", out("listset", "y.agc"));
    out("append", "--in-place", "x.agc", "LineB.fa");
    out("getcol", "-o", "all", "x.agc");
    assertEquals(out("getset", "x.agc", "LineB"), Files.readString(folder.resolve("all/LineB.fa")));
  }

  @Test
  void whatFailsIsToldByTheStatus() throws Exception {
    out("create", "-o", "x.agc", "Ref.fa");
    Agc4jProcess unknown = agc("getset", "x.agc", "Rex");
    assertEquals(1, unknown.status());
    assertEquals("", unknown.out());
    assertTrue(unknown.err().startsWith("agc4j: "), unknown.err());
    assertEquals(2, agc("getset").status());
    assertEquals(1, agc("create", "-i", "none.txt", "-o", "x.agc", "Ref.fa").status());
    assertEquals("Ref\n", out("listset", "x.agc"));
  }
}
