package io.github.agc4j.cli.write;

import io.github.agc4j.cli.option.FileName;
import io.github.agc4j.cli.option.TextLines;
import io.github.agc4j.engine.input.FileInputs;
import io.github.agc4j.fasta.FastaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Option;

/** What samples are called instead of what the names of their files make of them. */
final class SampleNaming implements FileInputs.Naming {
  @Option(
      names = "--names",
      paramLabel = "FILE",
      description =
          "file with a line for each sample that is not called as its file is: the file, or its name without folders, a tab or blanks, and the sample's name; - is standard input")
  private Path list;

  private final Map<Path, String> names = new LinkedHashMap<>();
  private final Map<Path, Boolean> used = new ConcurrentHashMap<>();

  /** Whether the list is. */
  boolean isFromStandardInput() {
    return FastaReader.STANDARD_INPUT.equals(list);
  }

  /** Reads the list, if there is one. */
  void read() throws IOException {
    if (list == null) {
      return;
    }
    TextLines.forEach(
        list,
        (text, line) -> {
          String[] fields = text.split(text.indexOf('\t') < 0 ? "\\s+(?=\\S+$)" : "\\s*\\t\\s*");
          if (fields.length != 2) {
            throw new IOException(list + ":" + line + ": a file and a name, with a tab between");
          }
          if (names.putIfAbsent(FileName.of(fields[0]), fields[1]) != null) {
            throw new IOException(list + ":" + line + ": " + fields[0] + " has a name already");
          }
        });
  }

  /**
   * The file of an argument, which may be {@code NAME=FILE}: that names the file, unless there is
   * one that is called as the whole.
   */
  Path named(Path argument) {
    String text = argument.toString();
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1 || Files.exists(argument)) {
      return argument;
    }
    Path file = FileName.of(text.substring(equals + 1));
    if (!Files.exists(file) && !file.equals(FastaReader.STANDARD_INPUT)) {
      return argument;
    }
    names.put(file, text.substring(0, equals));
    used.put(file, true);
    return file;
  }

  @Override
  public String nameFor(Path file) {
    Path key = names.containsKey(file) ? file : file.getFileName();
    String name = names.get(key);
    if (name != null) {
      used.put(key, true);
    }
    return name;
  }

  /**
   * Refuses names of the list for files that are not among {@code inputs}, which may be typing
   * errors; what is in a tar archive is not known yet.
   */
  void check(Collection<Path> inputs) throws IOException {
    inputs.forEach(this::nameFor);
    if (!inputs.stream().allMatch(FileInputs::isRegularGenome)) {
      return;
    }
    for (Path file : names.keySet()) {
      if (!used.containsKey(file)) {
        throw new IOException(list + ": " + file + " is no input");
      }
    }
  }
}
