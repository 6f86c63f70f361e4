package io.github.agc4j.cli.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.cli.output.JsonObject;
import io.github.agc4j.cli.output.TextOutput;
import io.github.agc4j.info.ArchiveParameters;
import io.github.agc4j.info.RecordedCommand;
import io.github.agc4j.info.StreamKind;
import io.github.agc4j.option.Profile;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agc4j info}. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    description =
        "Prints the archive's parameters, what it holds and what its bytes are for; with -v 1 or --json also what it says of its producer.")
public final class InfoCommand extends ListCommand {
  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  void print(AgcReader reader, TextOutput out) throws IOException {
    if (json) {
      out.println(object(reader).toString());
    } else {
      printLines(reader, out);
    }
  }

  private void printLines(AgcReader reader, TextOutput out) throws IOException {
    ArchiveParameters parameters = reader.parameters();
    out.println("No. samples      : " + reader.samples());
    out.println("k-mer length     : " + parameters.kmerLength());
    out.println("Min. match length: " + parameters.matchMin());
    if (parameters.segmentSize() > 0) {
      out.println("Segment size     : " + parameters.segmentSize());
    }
    out.println("Batch size       : " + parameters.packCardinality());
    out.println("Reference name   : " + out.shown(reference(reader)));
    for (Map.Entry<String, String> pair : reader.annotations().ofArchive().entrySet()) {
      out.println(out.shown(String.format("%-17s: %s", pair.getKey(), pair.getValue())));
    }
    if (reader.annotations().areLost()) {
      note("warning: annotations were lost to a program that does not know them");
    }
    if (!reader.commands().isEmpty()) {
      out.println("Command lines:");
    }
    for (RecordedCommand command : reader.commands()) {
      out.println(out.shown(command.date() + " : " + command.line()));
    }
    Content content = Content.of(reader);
    out.println("No. contigs      : " + content.contigs);
    out.println("Bases            : " + content.bases);
    out.println("Profile          : " + profile(parameters));
    out.println("Digests          : " + digests(reader));
    out.println("Kept of texts    : " + keptText(reader));
    out.println("Readers          : " + readers(parameters));
    out.println("Archive bytes    : " + reader.fileBytes());
    out.println(
        String.format(
            Locale.ROOT, "Bases per byte   : %.1f", (double) content.bases / reader.fileBytes()));
    for (Map.Entry<String, Long> kind : bytes(reader).entrySet()) {
      out.println(String.format(Locale.ROOT, "  %-15s: %d", kind.getKey(), kind.getValue()));
    }
    if (verbosity().showsStatistics()) {
      printStatistics(reader, out);
    }
  }

  /** The profile by whose parameters the archive was made, which it does not tell itself. */
  private static String profile(ArchiveParameters parameters) {
    return Profile.of(
            parameters.kmerLength(),
            parameters.matchMin(),
            parameters.segmentSize(),
            parameters.packCardinality(),
            parameters.typeInfo())
        .map(profile -> profile.name().toLowerCase(Locale.ROOT))
        .orElse("parameters of its own");
  }

  /** What the first sample has, as {@code create --digests} calls it. */
  private static String digests(AgcReader reader) throws IOException {
    String[] form = {"none"};
    if (reader.samples() > 0) {
      reader.storedDigests(
          0,
          (sample, stored) ->
              form[0] = stored == null ? form[0] : stored.isWhole() ? "full" : "checks");
    }
    return form[0];
  }

  /** Whom it may be given to. */
  private static String readers(ArchiveParameters parameters) {
    String ragc = parameters.areReadByRagc() ? ", ragc-core" : "; not ragc-core (see --for-ragc)";
    return "agc4j, agc since " + parameters.version() / 1000 + ".0" + ragc;
  }

  /** What comes back of texts beside names and codes. */
  private static String keptText(AgcReader reader) {
    String kept = reader.keptText().text();
    if (kept.isEmpty()) {
      return "names and codes only";
    }
    return reader.keptText().hasLosses() ? kept + ", lost of some samples" : kept;
  }

  private static void printStatistics(AgcReader reader, TextOutput out) throws IOException {
    out.println("Checksums        : " + (reader.hasChecksums() ? "yes" : "no"));
    out.println("File type info:");
    for (var pair : new TreeMap<>(reader.parameters().typeInfo()).entrySet()) {
      out.println("  " + out.shown(pair.getKey() + " : " + pair.getValue()));
    }
  }

  private static JsonObject object(AgcReader reader) throws IOException {
    ArchiveParameters parameters = reader.parameters();
    Content content = Content.of(reader);
    JsonObject bytes = new JsonObject();
    bytes(reader).forEach(bytes::put);
    JsonObject typeInfo = new JsonObject();
    new TreeMap<>(parameters.typeInfo()).forEach(typeInfo::put);
    JsonObject annotations = new JsonObject();
    reader.annotations().ofArchive().forEach(annotations::put);
    return new JsonObject()
        .put("samples", reader.samples())
        .put("contigs", content.contigs)
        .put("bases", content.bases)
        .put("kmerLength", parameters.kmerLength())
        .put("minMatchLength", parameters.matchMin())
        .put("segmentSize", parameters.segmentSize())
        .put("batchSize", parameters.packCardinality())
        .put("reference", reference(reader))
        .put("profile", profile(parameters))
        .put("digests", digests(reader))
        .put("keptText", keptText(reader))
        .put("readers", readers(parameters))
        .put("archiveBytes", reader.fileBytes())
        .put("bytes", bytes)
        .put("checksums", reader.hasChecksums())
        .put("fileTypeInfo", typeInfo)
        .put("annotations", annotations);
  }

  private static String reference(AgcReader reader) {
    return reader.samples() > 0 ? reader.sampleName(0) : "";
  }

  /** Bytes of the file by what they are for; what is left is the stream table, or unused. */
  private static Map<String, Long> bytes(AgcReader reader) {
    Map<String, Long> bytes = new java.util.LinkedHashMap<>();
    long rest = reader.fileBytes();
    for (Map.Entry<StreamKind, Long> kind : reader.bytesByKind().entrySet()) {
      bytes.put(kind.getKey().name().toLowerCase(Locale.ROOT), kind.getValue());
      rest -= kind.getValue();
    }
    bytes.put("table, unused", rest);
    return bytes;
  }

  /** What all samples have together. */
  private static final class Content {
    private long contigs;
    private long bases;

    private static Content of(AgcReader reader) throws IOException {
      Content content = new Content();
      for (long sample = 0; sample < reader.samples(); sample++) {
        reader.forEachContig(
            sample,
            (name, length) -> {
              content.contigs++;
              content.bases += length.get();
            });
      }
      return content;
    }
  }
}
