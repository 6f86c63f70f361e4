package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SetIndex;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.option.Verbosity;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.source.ArchiveSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agc4j index}. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description =
        "Makes the archives in a folder a set, which is read like one archive: writes the folder's index (agc4j-set.tsv), and the names of all samples (agc4j-set.names), anew if they are there. Samples with which an archive begins and that archives before it have, too, have to be the same; all others need names of their own.")
public final class IndexCommand implements Callable<Integer>, Verbosity.Holder {
  @Spec private CommandSpec spec;
  @Mixin private Verbosity verbosity;

  @Parameters(index = "0", paramLabel = "FOLDER", description = "the folder")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description =
          "files in the folder, in this order (default: those of the index that is there, then all others that end in .agc, by their names)")
  private List<Path> archives = List.of();

  @Override
  public Verbosity verbosity() {
    return verbosity;
  }

  @Override
  public Integer call() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path archive : archives) {
      names.add(nameOf(archive));
    }
    ArchiveSet set = SetIndex.write(folder, names);
    if (verbosity.tellsEnd()) {
      try (AgcReader reader = AgcReader.open(folder, ReadOptions.DEFAULTS)) {
        String told =
            folder + ": " + set.members().size() + " archives, " + reader.samples() + " samples";
        spec.commandLine().getErr().println(Terminal.escaped(told));
      }
    }
    return 0;
  }

  private String nameOf(Path archive) {
    Path parent = archive.getParent();
    boolean isInFolder =
        parent == null
            || parent.toAbsolutePath().normalize().equals(folder.toAbsolutePath().normalize());
    if (!isInFolder || archive.getFileName() == null) {
      throw new UsageException("index: " + archive + " is not in " + folder);
    }
    return archive.getFileName().toString();
  }
}
