package io.github.agc4j.cli.write;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.AnnotationOptions;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.ArchiveChanges;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code agc4j annotate}. */
@Command(
    name = "annotate",
    mixinStandardHelpOptions = true,
    description =
        "Tells of an archive, or of one of its samples, in pairs of a key and a value: in the archive itself, or with --output in a copy. KEY= removes what is told. info and listset -l show it, --where selects by it.")
public final class AnnotateCommand extends ChangeCommand {
  @Mixin private AnnotationOptions options;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "[SAMPLE] KEY=VALUE",
      description = "what is told: of the sample, or if none is named of the archive")
  private List<String> arguments = List.of();

  @Override
  ArchiveChanges changes(AgcReader reader) throws IOException {
    if (arguments.isEmpty() && options.isEmpty()) {
      throw new UsageException("annotate: nothing is told (KEY=VALUE, --set or --annotations)");
    }
    Annotations told = options.read();
    for (String unknown : unknown(reader, told)) {
      reader.sampleIndex(unknown);
    }
    return ArchiveChanges.NONE.annotate(withArguments(reader, told));
  }

  /** The samples of the table that the archive does not have. */
  private List<String> unknown(AgcReader reader, Annotations told) throws IOException {
    for (long sample = 0; sample < reader.samples(); sample++) {
      told.samples().apply(reader.sampleName(sample));
    }
    return options.unused();
  }

  private Annotations withArguments(AgcReader reader, Annotations told) throws IOException {
    if (arguments.isEmpty()) {
      return told;
    }
    String first = arguments.getFirst();
    boolean isSample = first.indexOf('=') < 0 || reader.hasSample(first);
    List<String> words = arguments.subList(isSample ? 1 : 0, arguments.size());
    if (words.isEmpty()) {
      throw new UsageException("annotate: nothing is told of " + first + " (KEY=VALUE)");
    }
    Map<String, String> pairs = AnnotationOptions.pairs(words);
    if (!isSample) {
      return told.withArchive(pairs);
    }
    reader.sampleIndex(first);
    return told.withSample(first, pairs);
  }
}
