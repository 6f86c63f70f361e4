package io.github.agc4j.cli.read;

import io.github.agc4j.archive.ArchiveParameters;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.collection.RecordedCommand;
import io.github.agc4j.engine.AgcReader;
import java.io.IOException;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code agc4j info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description = "Prints the archive's parameters; with -v 1 also what it says of its producer.")
public final class InfoCommand extends ListCommand {
  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    ArchiveParameters parameters = reader.parameters();
    out.println("No. samples      : " + reader.samples());
    out.println("k-mer length     : " + parameters.kmerLength());
    out.println("Min. match length: " + parameters.matchMin());
    if (parameters.segmentSize() > 0) {
      out.println("Segment size     : " + parameters.segmentSize());
    }
    out.println("Batch size       : " + parameters.packCardinality());
    out.println(
        "Reference name   : " + (reader.samples() > 0 ? out.shown(reader.sampleName(0)) : ""));
    if (!reader.commands().isEmpty()) {
      out.println("Command lines:");
    }
    for (RecordedCommand command : reader.commands()) {
      out.println(out.shown(command.date() + " : " + command.line()));
    }
    if (verbosity().showsStatistics()) {
      out.println("Archive bytes    : " + reader.fileBytes());
      out.println("Checksums        : " + (reader.hasChecksums() ? "yes" : "no"));
      out.println("File type info:");
      for (var pair : new TreeMap<>(parameters.typeInfo()).entrySet()) {
        out.println("  " + out.shown(pair.getKey() + " : " + pair.getValue()));
      }
    }
  }
}
