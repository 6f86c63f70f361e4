package io.github.agc4j.testing;

import io.github.agc4j.option.Modes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of golden archives made by C++ agc: see the README beside them. */
public record GoldenCase(Path folder) {
  private static final Path ROOT = Path.of("test/resources/golden");
  private static final Pattern CREATE = Pattern.compile("\"agc create ([^\"]*)\"");
  private static final Pattern COMMAND = Pattern.compile("\"(agc [^\"]*)\"");
  private static final Pattern SAMPLES = Pattern.compile("\"samples\": \\[([^]]*)]");

  /** All cases, of archive formats 1, 2 and 3. */
  public static Stream<GoldenCase> all() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("v"))
          .sorted()
          .map(GoldenCase::new)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases that C++ agc 3.2.2 made without adding metadata that nothing refers to. */
  public static Stream<GoldenCase> sound() {
    return all()
        .filter(golden -> golden.folder.getFileName().toString().startsWith("v3.2.2"))
        .filter(golden -> !golden.folder.endsWith("v3.2.2-c-surplus-batch"));
  }

  /** The cases whose archives were extended. */
  public static Stream<GoldenCase> chains() {
    return all().filter(golden -> golden.archives().size() > 1);
  }

  /** The folder of damaged archives. */
  public static GoldenCase damaged() {
    return new GoldenCase(ROOT.resolve("damaged"));
  }

  /** The case called {@code name}. */
  public static GoldenCase named(String name) {
    return new GoldenCase(ROOT.resolve(name));
  }

  /** The archives of the case, in the order in which they were made. */
  public List<Path> archives() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".agc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sum of each sample as FASTA, by file name. */
  public Map<String, String> expectedSums() throws IOException {
    Map<String, String> sums = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("expected.sha256"))) {
      String[] fields = line.split(" [ *]", 2);
      sums.put(fields[1], fields[0]);
    }
    return sums;
  }

  /** The names of the samples of each archive, in the order of addition. */
  public List<List<String>> samples() throws IOException {
    return SAMPLES
        .matcher(Files.readString(folder.resolve("case.json")))
        .results()
        .map(list -> List.of(list.group(1).replaceAll("[\\s\"]", "").split(",")))
        .toList();
  }

  /** The commands that made the archives, one for each. */
  public List<String> commands() throws IOException {
    return COMMAND
        .matcher(Files.readString(folder.resolve("case.json")))
        .results()
        .map(command -> command.group(1))
        .toList();
  }

  /** The arguments of the command that made the first archive. */
  public List<String> arguments() {
    try {
      Matcher command = CREATE.matcher(Files.readString(folder.resolve("case.json")));
      return command.find() ? List.of(command.group(1).split(" ")) : List.of("-a");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number given with option {@code name}, or else {@code absent}. */
  public int option(String name, int absent) {
    int index = arguments().indexOf(name);
    return index < 0 ? absent : Integer.parseInt(arguments().get(index + 1));
  }

  /** The modes of the first command. */
  public Modes modes() {
    int fraction = arguments().indexOf("-f");
    return new Modes(
        arguments().contains("-a"),
        arguments().contains("-c"),
        fraction < 0 ? 0 : Double.parseDouble(arguments().get(fraction + 1)));
  }

  /** The archive that the first command made. */
  public Path created() {
    return folder.resolve(arguments().get(arguments().indexOf("-o") + 1));
  }

  /** The input files of the first command, the reference first. */
  public List<Path> inputs() {
    List<Path> inputs = new ArrayList<>();
    List<String> arguments = arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (List.of("-a", "-c").contains(arguments.get(i))) {
        continue;
      }
      if (arguments.get(i).startsWith("-")) {
        i++;
      } else {
        Path input = folder.resolve("input").resolve(arguments.get(i));
        inputs.add(Files.exists(input) ? input : Path.of(input + ".gz"));
      }
    }
    return inputs;
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
