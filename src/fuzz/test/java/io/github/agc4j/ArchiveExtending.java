package io.github.agc4j;

import io.github.agc4j.fuzz.Bounds;
import io.github.agc4j.fuzz.input.Workplace;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Appends to an archive, to itself or to a copy, or extracts a subset: it is done, or refused with
 * a message and nothing has changed.
 */
public final class ArchiveExtending {
  private static final String MORE =
      ">chr1 more\nACGTTGCATTTGACCCATAGGGATTACANNNNNNNACGATCGATTTTACGCGGCGCATTATATTAGCAGCATCAGGACTAC\n"
          + "GGATCGATCGATTTTATATCCGGCGCGAATTAATCGACGATCAGCTACGACTTAGCGAGCTAC\n>chr9\nACG\n";

  private ArchiveExtending() {}

  /** Extends an archive of these bytes in one of three ways, chosen by their checksum. */
  public static void check(byte[] archive) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(archive);
    check(archive, (int) (crc.getValue() % 3));
  }

  /** Extends an archive of these bytes in way 0, 1 or 2. */
  public static void check(byte[] archive, int way) throws IOException {
    Path source = Workplace.file("source.agc", archive);
    Path more = Workplace.file("more.fa", MORE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Path target = Workplace.folder().resolve("target.agc");
    Files.deleteIfExists(target);
    List<String> before = ArchiveReading.summary(source);
    ArchiveWriter[] writers = new ArchiveWriter[1];
    IOException failure =
        Bounds.attempt(
            () -> {
              try (ArchiveWriter writer =
                  new ArchiveWriter(
                      CreateOptions.builder()
                          .threads(archive.length % Bounds.SHARED_EACH == 0 ? 2 : 1)
                          .build())) {
                writers[0] = writer;
                extend(writer, way, source, target, more);
              }
            });
    checkMemory(writers[0], source, failure);
    boolean isNew = way != 2;
    if (failure != null && Files.exists(target)) {
      throw new AssertionError("an unfinished archive is left", failure);
    }
    if ((failure != null || isNew) && !Arrays.equals(archive, Files.readAllBytes(source))) {
      throw new AssertionError("the source was changed", failure);
    }
    if (failure == null) {
      ArchiveReading.check(isNew ? target : source);
      checkNothingLost(before, ArchiveReading.summary(isNew ? target : source), way == 1);
    }
  }

  /** What could be read can be read still: all samples of it, or the first. */
  private static void checkNothingLost(
      List<String> before, List<String> after, boolean isFirstOnly) {
    if (before == null) {
      return;
    }
    int samples = isFirstOnly ? 1 : before.size();
    if (after == null
        || after.size() != (isFirstOnly ? 1 : samples + 1)
        || !after.subList(0, samples).equals(before.subList(0, samples))) {
      throw new AssertionError("was " + before + ", is " + after);
    }
  }

  private static void extend(ArchiveWriter writer, int way, Path source, Path target, Path more)
      throws IOException {
    switch (way) {
      case 0 -> writer.append(source, target, writer.files(List.of(more)), done -> {});
      case 1 -> writer.rewrite(source, target, CopiedSamples.of(firstSample(source)), done -> {});
      default -> writer.appendInPlace(source, writer.files(List.of(more)), done -> {});
    }
  }

  /** The first sample, whose index only an archive with samples has. */
  private static SampleIndexes firstSample(Path source) throws IOException {
    try (AgcReader reader = AgcReader.open(source, ReadOptions.DEFAULTS)) {
      if (reader.samples() == 0) {
        throw new IOException("no samples");
      }
    }
    return SampleIndexes.of(0);
  }

  private static void checkMemory(ArchiveWriter writer, Path source, IOException failure) {
    if (writer.memory().currentBytes() != 0) {
      throw new AssertionError(
          "not given back: " + writer.memory().currentBytes() + " bytes", failure);
    }
    if (writer.memory().peakBytes() > Bounds.memoryBytes(source)) {
      throw new AssertionError("reserved " + writer.memory().peakBytes() + " bytes", failure);
    }
  }
}
