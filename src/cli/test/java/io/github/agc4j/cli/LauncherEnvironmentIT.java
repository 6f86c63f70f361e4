package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher does the same in whatever surroundings it is started. */
@Tag("slow")
class LauncherEnvironmentIT {

  @TempDir private Path folder;

  @TempDir private static Path made;
  private static byte[] expected;

  private static void writeGenomes(Path target) throws IOException {
    Files.writeString(target.resolve("s0.fa"), ">c 1\n" + "ACGTTGCATT".repeat(500) + "\n");
    Files.writeString(target.resolve("s1.fa"), ">c 1\n" + "ACGTTGCTTT".repeat(500) + "\n");
  }

  /** What the launcher makes in usual surroundings; it is built before, if it has to be. */
  @BeforeAll
  static void createExpected() throws Exception {
    Agc4jProcess version = Agc4jProcess.run(Path.of("."), "--version");
    assertEquals(0, version.status(), version.err());
    writeGenomes(made);
    Agc4jProcess create = Agc4jProcess.run(made, "create", "-o", "e.agc", "s0.fa", "s1.fa");
    assertEquals(new Agc4jProcess(0, "", ""), create);
    expected = Files.readAllBytes(made.resolve("e.agc"));
  }

  @BeforeEach
  void writeGenomes() throws IOException {
    writeGenomes(folder);
  }

  private Agc4jProcess shell(Map<String, String> environment, String line) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("A", Agc4jProcess.LAUNCHER);
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return new Agc4jProcess(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Agc4jProcess shell(String line) throws Exception {
    return shell(Map.of(), line);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_TOOL_OPTIONS, -verbose:gc",
    "JAVA_TOOL_OPTIONS, -XX:+UseParallelGC",
    "_JAVA_OPTIONS, -Xmx2m",
    "JDK_JAVA_OPTIONS, -Xlog:class+load",
    "JDK_AOT_VM_OPTIONS, -Xlog:class+load"
  })
  void whatTheJvmReadsByItselfDoesNotMatter(String variable, String value) throws Exception {
    Agc4jProcess process = shell(Map.of(variable, value), "\"$A\" create s0.fa s1.fa > x.agc");
    assertEquals(new Agc4jProcess(0, "", ""), process);
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("x.agc")));
  }

  @Test
  void filesThatTheJvmLooksForDoNotMatter() throws Exception {
    Files.writeString(folder.resolve(".hotspotrc"), "+PrintVMOptions\n");
    Files.writeString(folder.resolve(".hotspot_compiler"), "quiet\n");
    assertEquals(new Agc4jProcess(0, "", ""), shell("\"$A\" create s0.fa s1.fa > x.agc"));
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("x.agc")));
  }

  /** They reach the JVM, but what it prints never lies among the data. */
  @ParameterizedTest
  @ValueSource(strings = {"-verbose:gc", "-Xlog:gc*", "-XX:+PrintFlagsFinal", "-XX:+NoSuchFlag"})
  void optionsThatAreMeantPrintNothingAmongTheData(String options) throws Exception {
    Agc4jProcess process =
        shell(Map.of("AGC4J_JAVA_OPTS", options), "\"$A\" create s0.fa s1.fa > x.agc");
    assertEquals(0, process.status(), process.err());
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("x.agc")));
  }

  @Test
  void optionsThatAreMeantReachTheJvm() throws Exception {
    Map<String, String> tooLittle = Map.of("AGC4J_JAVA_OPTS", "-Xlog:gc:file=gc.log");
    shell(tooLittle, "\"$A\" create -o x.agc s0.fa");
    assertTrue(Files.readString(folder.resolve("gc.log")).contains("Serial"));
  }

  /** Some queues of clusters limit the address space, not the memory. */
  @Test
  void halfAGigabyteOfAddressSpaceIsEnough() throws Exception {
    Agc4jProcess process =
        shell("ulimit -v 600000 && \"$A\" create -t 2 s0.fa s1.fa > x.agc && \"$A\" getcol x.agc");
    assertEquals(0, process.status(), process.err());
    assertArrayEquals(expected, Files.readAllBytes(folder.resolve("x.agc")));
    assertEquals(shell("\"$A\" getcol x.agc").out(), process.out());
  }

  @Test
  void filesWhoseNamesAreNotUtf8AreOpened() throws Exception {
    String name = "\"$(printf 'g\\351n\\344me.fa')\"";
    String folderName = "\"$(printf 'd\\377')\"";
    Agc4jProcess made =
        shell(
            "mkdir "
                + folderName
                + " && cp s0.fa "
                + folderName
                + "/"
                + name
                + " && cp s1.fa "
                + name);
    assertEquals(0, made.status(), made.err());
    Agc4jProcess process =
        shell(
            "\"$A\" create -o x.agc "
                + name
                + " && \"$A\" create -o y.agc "
                + folderName
                + "/"
                + name
                + " && \"$A\" getcol x.agc && \"$A\" getcol y.agc");
    String text =
        shell(
                "\"$A\" create s1.fa > a.agc; \"$A\" create s0.fa > b.agc; \"$A\" getcol a.agc; \"$A\" getcol b.agc")
            .out();
    assertEquals(new Agc4jProcess(0, text, ""), process);
    shell("cp s0.fa \"$(printf 'g\\352n\\345me.fa')\"");
    Agc4jProcess two = shell("\"$A\" create -o z.agc " + name);
    assertEquals(1, two.status());
    assertTrue(two.err().contains("differ only where their names are not UTF-8"), two.err());
  }

  /** A later JDK drops flags: here one that knows neither of two. */
  @Test
  void aLaterJdkThatDroppedFlagsStillStarts() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"27.0.1\"\n");
    Path java = bin.resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for a; do
          case $a in
            --sun-misc*) echo "Unrecognized option: $a" >&2; exit 1 ;;
            -XX:+IgnoreUnrecognizedVMOptions) ignores=true ;;
            -XX:-UsePerfData) [ -n "$ignores" ] || exit 1 ;;
          esac
        done
        exec "$REAL/bin/java" "$@"
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    shell("\"$A\" create -o x.agc s0.fa s1.fa");
    Agc4jProcess process =
        shell(
            Map.of(
                "AGC4J_JAVA_HOME",
                folder.resolve("jdk").toString(),
                "REAL",
                System.getProperty("java.home")),
            "\"$A\" listset x.agc");
    assertEquals("s0\ns1\n", process.out(), process.err());
    assertEquals(0, process.status());
  }

  @Test
  void nothingIsLeftInTheFolder() throws Exception {
    shell("\"$A\" create -o x.agc s0.fa");
    shell("\"$A\" info none.agc");
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("err", "out", "s0.fa", "s1.fa", "x.agc"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
