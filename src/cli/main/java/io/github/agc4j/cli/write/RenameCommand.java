package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.TextLines;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.ArchiveChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j rename}. */
@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description =
        "Gives samples other names: in the archive itself, or with --output in a copy. Names can be exchanged.")
public final class RenameCommand extends ChangeCommand {
  @Option(
      names = "--names",
      paramLabel = "FILE",
      description =
          "file with a line for each sample: its name, a tab, and its new name; - is standard input")
  private Path list;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "OLD=NEW",
      description = "samples and their new names")
  private List<String> arguments = List.of();

  private final Map<String, String> names = new HashMap<>();

  @Override
  ArchiveChanges changes(AgcReader reader) throws IOException {
    for (String argument : arguments) {
      add(reader, argument);
    }
    if (list != null) {
      TextLines.forEach(
          list,
          (text, line) -> {
            String[] fields = text.split("\\s*\\t\\s*");
            if (fields.length != 2) {
              throw new IOException(list + ":" + line + ": two names, with a tab between");
            }
            add(reader, fields[0], fields[1]);
          });
    }
    if (names.isEmpty()) {
      throw new UsageException("rename: no names (OLD=NEW or --names)");
    }
    return ArchiveChanges.NONE.rename(old -> names.getOrDefault(old, old));
  }

  /** Names may have an equals sign themselves: what is in front of the right one is a sample. */
  private void add(AgcReader reader, String argument) throws IOException {
    int found = -1;
    for (int at = argument.indexOf('='); at >= 0; at = argument.indexOf('=', at + 1)) {
      if (reader.hasSample(argument.substring(0, at))) {
        if (found >= 0) {
          throw new UsageException(argument + " can be meant in two ways: use --names");
        }
        found = at;
      }
    }
    int equals = found >= 0 ? found : argument.indexOf('=');
    if (equals < 1) {
      throw new UsageException(argument + ": OLD=NEW is wanted");
    }
    add(reader, argument.substring(0, equals), argument.substring(equals + 1));
  }

  private void add(AgcReader reader, String old, String name) throws IOException {
    reader.sampleIndex(old);
    if (names.putIfAbsent(old, name) != null) {
      throw new IOException(old + " has two new names");
    }
  }
}
