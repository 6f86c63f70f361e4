package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that uses the library hears nothing but the JVM's own warnings. */
class LibraryProgramTest {
  private static final List<String> FLAGS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  @TempDir private Path folder;

  /** Writes an archive of a file and reads it. */
  static final class Program {
    private Program() {}

    /** FASTA file and archive. */
    public static void main(String[] args) throws IOException {
      Path archive = Path.of(args[1]);
      try (AgcWriter writer = AgcWriter.create(archive, CreateOptions.DEFAULTS)) {
        writer.add(Path.of(args[0]));
        writer.commit();
      }
      try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
        if (reader.contigLength(0, 0) != 8) {
          throw new IllegalStateException("not what was written");
        }
      }
    }
  }

  /** What the program writes to standard error, without a provider for loggers. */
  private String told(List<String> flags) throws IOException, InterruptedException {
    Path fasta = Files.writeString(folder.resolve("a.fa"), ">c\nACGTACGT\n");
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .filter(path -> !path.matches(".*/(slf4j-(nop|simple|jdk14)|logback)[^/]*[.]jar"))
            .collect(Collectors.joining(":"));
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            classes,
            Program.class.getName(),
            fasta.toString(),
            folder.resolve("a" + flags.size() + ".agc").toString()));
    Process process = new ProcessBuilder(command).start();
    String told = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), told);
    return told;
  }

  @Test
  void withTheFlagsThatAreDocumentedThereIsNothing() throws Exception {
    assertEquals("", told(FLAGS));
  }

  @Test
  void withoutFlagsTheJvmAloneSpeaks() throws Exception {
    List<String> others =
        told(List.of())
            .lines()
            .filter(line -> !line.isBlank())
            .filter(
                line ->
                    !line.matches(
                        "WARNING: .*(sun[.]misc[.]Unsafe|restricted method"
                            + "|java[.]lang[.]foreign|UnsafeMemory|native-access|Restricted methods|System::load).*"))
            .toList();
    assertEquals(List.of(), others);
  }
}
