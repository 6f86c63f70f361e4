package io.github.agc4j.cli.option;

import io.github.agc4j.option.Annotations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is told of the archive and of its samples. */
public final class AnnotationOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "annotates the archive, such as release=3; may be given several times, without a value it removes the key")
  private List<String> pairs = List.of();

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description =
          "annotates samples: a file with tabs between columns, whose first line names them: sample, and keys such as species; - is standard input")
  private Path table;

  private final List<String> columns = new ArrayList<>();

  /** The rows of the table that no sample has asked for. */
  private final Set<String> unused = new HashSet<>();

  /** Whether nothing is told. */
  public boolean isEmpty() {
    return pairs.isEmpty() && table == null;
  }

  /** What is told. */
  public Annotations read() throws IOException {
    Map<String, String> samples = samples();
    unused.addAll(samples.keySet());
    Map<String, String> archive = pairs(pairs);
    return new Annotations(
        archive,
        name -> {
          unused.remove(name);
          return row(samples.getOrDefault(name, name));
        });
  }

  /** The samples of the table that there are not, once all were asked for. */
  public List<String> unused() {
    return unused.stream().sorted().toList();
  }

  /** The pairs that arguments of the form KEY=VALUE are. */
  public static Map<String, String> pairs(List<String> arguments) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new UsageException(argument + ": KEY=VALUE is wanted");
      }
      put(pairs, argument.substring(0, equals), argument.substring(equals + 1));
    }
    return pairs;
  }

  private static void put(Map<String, String> pairs, String key, String value) {
    try {
      Annotations.check(key, value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    if (pairs.putIfAbsent(key, value) != null) {
      throw new UsageException(key + " is set twice");
    }
  }

  /** The rows of the table as they are, which takes least room, by their samples. */
  private Map<String, String> samples() throws IOException {
    Map<String, String> samples = new HashMap<>();
    if (table == null) {
      return samples;
    }
    TextLines.forEach(
        table,
        (text, line) -> {
          String[] cells = text.split("\\t");
          if (columns.isEmpty()) {
            columns.addAll(List.of(cells));
            checkColumns();
          } else if (cells.length > columns.size()) {
            throw new IOException(
                table + ":" + line + ": more cells than the first line names columns");
          } else if (samples.putIfAbsent(cells[0], text) != null) {
            throw new IOException(table + ":" + line + ": sample " + cells[0] + " once more");
          } else {
            row(text);
          }
        });
    return samples;
  }

  private void checkColumns() throws IOException {
    if (columns.size() < 2 || new HashSet<>(columns).size() < columns.size()) {
      throw new IOException(
          table
              + ": the first line names the columns: sample, and different keys, with tabs between");
    }
  }

  /** An empty cell tells nothing. */
  private Map<String, String> row(String text) {
    String[] cells = text.split("\\t");
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 1; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        put(pairs, columns.get(i), cells[i]);
      }
    }
    return pairs;
  }
}
