package io.github.agc4j.fuzz.input;

import io.github.agc4j.fuzz.input.ArchiveImage.Part;
import io.github.agc4j.fuzz.input.ArchiveImage.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Archives that are almost right: a script chooses a seed and changes parts beneath their
 * compression, the table of streams, and bytes of the file. What is left alone stays consistent, so
 * that what reads the innermost layers is reached.
 */
public final class ArchiveEdits {
  private static final int EDITS_MAX = 12;
  private static final int PART_EDITS_OF_16 = 11;
  private static final int STREAM_EDITS_OF_16 = 3;

  private final Script script;
  private final byte[] seed;
  private final ArchiveImage image;
  private final List<Stream> small = new ArrayList<>();
  private final List<Stream> groups = new ArrayList<>();
  private int slack;

  private ArchiveEdits(Script script, byte[] seed, ArchiveImage image) {
    this.script = script;
    this.seed = seed;
    this.image = image;
    for (Stream stream : image.streams) {
      if (!stream.parts.isEmpty()) {
        boolean isGroup = stream.name.startsWith("x") || stream.name.startsWith("seg-");
        (isGroup ? groups : small).add(stream);
        if (stream.name.equals("collection-details") || stream.name.equals("collection-contigs")) {
          // Little is reached after damage in the others.
          small.addAll(List.of(stream, stream));
        }
      }
    }
  }

  /** The archive that {@code input} describes. */
  public static byte[] archive(byte[] input) {
    Script script = new Script(input);
    int seed = script.next();
    ArchiveImage image = SeedArchives.image(seed).copy();
    return new ArchiveEdits(script, SeedArchives.file(seed), image).apply();
  }

  private byte[] apply() {
    int fileEdits = 0;
    int partEdits = 0;
    for (int i = 0; i < EDITS_MAX && script.hasMore(); i++) {
      int kind = script.below(16);
      if (kind < PART_EDITS_OF_16) {
        partEdits++;
        editContent();
      } else if (kind < PART_EDITS_OF_16 + STREAM_EDITS_OF_16) {
        partEdits++;
        editTable();
      } else {
        fileEdits++;
      }
    }
    // Putting together drops what is no stream, so a file of which no part is edited stays as it
    // is.
    byte[] file = partEdits == 0 ? seed : image.bytes(slack);
    for (int i = 0; i < fileEdits; i++) {
      file = fileEdit(file);
    }
    return file;
  }

  private Stream stream() {
    int choice = script.next();
    List<Stream> streams = groups.isEmpty() || choice < 0x80 && !small.isEmpty() ? small : groups;
    return streams.isEmpty()
        ? image.streams.get(script.below(image.streams.size()))
        : streams.get((choice & 0x7f) % streams.size());
  }

  private Part part(Stream stream) {
    return stream.parts.isEmpty() ? null : stream.parts.get(script.below(stream.parts.size()));
  }

  private void editContent() {
    if (image.streams.isEmpty()) {
      return;
    }
    Stream stream = stream();
    Part part = part(stream);
    if (part == null) {
      return;
    }
    PartContent content = PartContent.of(stream.name, part);
    int text = script.below(content.texts.size());
    byte[] other = content.texts.get(script.below(content.texts.size()));
    content.texts.set(text, TextEdit.apply(script, content.texts.get(text), other));
    content.store(part);
  }

  private void editTable() {
    if (image.streams.isEmpty()) {
      return;
    }
    Stream stream = stream();
    Part part = part(stream);
    int kind = script.below(13);
    switch (kind) {
      case 0 -> image.streams.remove(stream);
      case 1 -> stream.name = image.streams.get(script.below(image.streams.size())).name;
      case 2 -> stream.name += (char) (1 + script.below(127));
      case 3 -> {
        image.streams.remove(stream);
        image.streams.add(script.below(image.streams.size() + 1), stream);
      }
      case 4 -> slack = script.below(40);
      default -> {
        if (part != null) {
          editPart(kind, stream, part);
        }
      }
    }
  }

  private void editPart(int kind, Stream stream, Part part) {
    switch (kind) {
      case 5 -> part.metadata = script.number();
      case 6 -> part.metadata += script.next() - 128;
      case 7 -> stream.parts.remove(part);
      case 8 -> stream.parts.add(part.copy());
      case 9 -> part.offset = script.number();
      case 10 -> part.size = script.number();
      case 11 -> FrameHeader.claim(part, script.number());
      default -> part.data = TextEdit.apply(script, part.data, stream().name.getBytes());
    }
  }

  /** Changes the file's bytes, half of the time near its end. */
  private byte[] fileEdit(byte[] file) {
    int near = script.next();
    if (near < 0x10) {
      int end = Math.max(0, file.length - script.below(file.length + 1));
      return java.util.Arrays.copyOf(file, end);
    }
    if (near < 0x80 || file.length < 64) {
      return TextEdit.apply(script, file, new byte[0]);
    }
    int start = file.length - Math.min(file.length, 16 + 8 * (near & 0x3f));
    byte[] end = java.util.Arrays.copyOfRange(file, start, file.length);
    byte[] edited = TextEdit.apply(script, end, new byte[0]);
    byte[] whole = java.util.Arrays.copyOf(file, start + edited.length);
    System.arraycopy(edited, 0, whole, start, edited.length);
    return whole;
  }
}
