package io.github.agc4j.cli.write;

import io.github.agc4j.InputFiles;
import io.github.agc4j.cli.option.FileName;
import io.github.agc4j.cli.option.TextLines;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.input.SampleNamer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Option;

/** What samples are called instead of what the names of their files make of them. */
final class SampleNaming implements SampleNamer {
  @Option(
      names = "--names",
      paramLabel = "FILE",
      description =
          "file with a line for each sample that is not called as its file is: the file, or its name without folders, a tab or blanks, and the sample's name; - is standard input")
  private Path list;

  /** The names of the list, by files or their names without folders. */
  private final Map<Path, String> listed = new LinkedHashMap<>();

  /** The names of arguments, by their files. */
  private final Map<Path, String> given = new LinkedHashMap<>();

  private final Set<Path> used = ConcurrentHashMap.newKeySet();

  /** Whether the list is. */
  boolean isFromStandardInput() {
    return InputFiles.STANDARD_INPUT.equals(list);
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
          if (listed.putIfAbsent(FileName.of(fields[0]), fields[1]) != null) {
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
    if (!Files.exists(file) && !file.equals(InputFiles.STANDARD_INPUT)) {
      return argument;
    }
    String name = text.substring(0, equals);
    if (InputFiles.isTar(file)) {
      throw new UsageException(
          argument + ": a tar archive has samples of many names: name its members with --names");
    }
    String before = given.put(file, name);
    if (before != null && !before.equals(name)) {
      throw new UsageException(file + " is called both " + before + " and " + name);
    }
    return file;
  }

  @Override
  public String nameFor(Path file) {
    String name = given.get(file);
    if (name != null) {
      used.add(file);
      return name;
    }
    Path key = listed.containsKey(file) ? file : file.getFileName();
    if (listed.containsKey(key)) {
      used.add(key);
    }
    return listed.get(key);
  }

  /**
   * Refuses names for files that are not among {@code inputs}, which may be typing errors; what is
   * in tar archives, and whether a pipe is one, is not known yet.
   *
   * @param concatenated whether samples are called as their contigs
   */
  void check(Collection<Path> inputs, boolean concatenated) throws IOException {
    if (concatenated && !(listed.isEmpty() && given.isEmpty())) {
      throw new UsageException("--concatenated: samples are called as their contigs, not by names");
    }
    if (inputs.stream().allMatch(InputFiles::canReadTwice)) {
      inputs.forEach(this::nameFor);
      for (Path file : unused()) {
        throw new IOException(list + ": " + file + " is no input");
      }
    }
  }

  /** The files that have names which no sample got so far. */
  List<Path> unused() {
    List<Path> unused = new ArrayList<>(listed.keySet());
    unused.addAll(given.keySet());
    unused.removeAll(used);
    return unused;
  }
}
