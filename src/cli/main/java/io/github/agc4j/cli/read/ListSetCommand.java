package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.option.SampleSelection;
import io.github.agc4j.cli.output.JsonObject;
import io.github.agc4j.cli.output.LineBuffer;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.SampleVisitor;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agc4j listset}. */
@Command(
    name = "listset",
    mixinStandardHelpOptions = true,
    description = "Lists the samples, in bytewise order, one per line.")
public final class ListSetCommand extends ListCommand {
  @Option(
      names = {"-l", "--long"},
      description =
          "also what samples are annotated with, with tabs between columns and their keys in the first line, as --annotations takes it")
  private boolean isLong;

  @Option(
      names = "--json",
      description = "as JSON: an object with a sample's name and its annotations in each line")
  private boolean isJson;

  @Mixin private SampleSelection selection;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    SampleIndexes chosen = selection.hasFile() ? selection.ascending(reader, null) : null;
    if (isJson) {
      printObjects(reader, chosen, out);
    } else if (isLong) {
      printTable(reader, chosen, out);
    } else {
      printNames(reader, chosen, out);
    }
  }

  private static void printNames(AgcReader reader, SampleIndexes chosen, TextOutput out)
      throws IOException {
    LineBuffer lines = new LineBuffer(out);
    forEach(reader, chosen, sample -> lines.println(out.shown(reader.sampleName(sample))));
    lines.flush();
  }

  private static void printObjects(AgcReader reader, SampleIndexes chosen, TextOutput out)
      throws IOException {
    LineBuffer lines = new LineBuffer(out);
    forEach(
        reader,
        chosen,
        sample -> {
          JsonObject annotations = new JsonObject();
          reader.annotations().ofSample(sample).forEach(annotations::put);
          JsonObject object =
              new JsonObject()
                  .put("sample", reader.sampleName(sample))
                  .put("annotations", annotations);
          lines.println(object.toString());
        });
    lines.flush();
  }

  /** In bytewise order, or those that are chosen in the archive's. */
  private static void forEach(AgcReader reader, SampleIndexes chosen, SampleVisitor visitor)
      throws IOException {
    if (chosen == null) {
      reader.forEachSampleByName(visitor);
    } else {
      for (long sample : chosen) {
        visitor.visit(sample);
      }
    }
  }

  private static void printTable(AgcReader reader, SampleIndexes chosen, TextOutput out)
      throws IOException {
    Set<String> keys = new TreeSet<>();
    forEach(reader, chosen, sample -> keys.addAll(reader.annotations().ofSample(sample).keySet()));
    LineBuffer lines = new LineBuffer(out);
    lines.println(out.shown(keys.isEmpty() ? "sample" : "sample\t" + String.join("\t", keys)));
    forEach(
        reader,
        chosen,
        sample -> {
          StringBuilder line = new StringBuilder(out.shown(reader.sampleName(sample)));
          Map<String, String> annotations = reader.annotations().ofSample(sample);
          for (String key : keys) {
            line.append('\t').append(out.shown(annotations.getOrDefault(key, "")));
          }
          lines.println(line.toString());
        });
    lines.flush();
  }
}
