package io.github.agc4j.crash;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Archives that are written to new files again and again, and how often so far. */
enum NewFileWrite {
  CREATE_NEW,
  CREATE_REPLACING,
  APPEND_TO_NEW,
  APPEND_REPLACING;

  /** Samples of the archive that there is at first. */
  static final int KNOWN = 2;

  private static final String ARCHIVE = "x.agc";

  boolean replaces() {
    return this == CREATE_REPLACING || this == APPEND_REPLACING;
  }

  /** The archive that there is at first. */
  static Path archive(Path folder) {
    return folder.resolve(ARCHIVE);
  }

  /** What is written the {@code i}-th (0-based) time. */
  Path target(Path folder, int i) {
    return replaces() ? archive(folder) : folder.resolve("new" + i + ".agc");
  }

  /** How many of the inputs are in the target when it was written the {@code i}-th time. */
  int samples(int i) {
    return switch (this) {
      case CREATE_NEW -> KNOWN + 1;
      case CREATE_REPLACING -> KNOWN + (i + 1) % 2;
      case APPEND_TO_NEW -> KNOWN + 2;
      case APPEND_REPLACING -> KNOWN + i + 1;
    };
  }

  /** Writes the {@code i}-th time. */
  void write(Path folder, List<Path> inputs, int i) throws IOException {
    CreateOptions options =
        CreateOptions.builder()
            .parameters(21, 20, 700, 4)
            .threads(1 + i % 2)
            .replace(replaces())
            .build();
    List<Path> held = inputs.subList(0, samples(i));
    try (ArchiveWriter writer = new ArchiveWriter(options)) {
      switch (this) {
        case CREATE_NEW, CREATE_REPLACING ->
            writer.create(target(folder, i), writer.files(held), done -> {});
        case APPEND_TO_NEW ->
            writer.append(
                archive(folder),
                target(folder, i),
                writer.files(held.subList(KNOWN, held.size())),
                done -> {});
        case APPEND_REPLACING ->
            writer.append(
                archive(folder),
                archive(folder),
                writer.files(List.of(held.getLast())),
                done -> {});
      }
    }
  }

  /**
   * Writes as often as there is another input after those of the first time, and prints a line
   * after each time.
   *
   * @param args the name of the way of writing, the folder, one for a first archive, and the inputs
   */
  public static void main(String[] args) throws IOException {
    NewFileWrite write = valueOf(args[0]);
    List<Path> inputs = Arrays.stream(args).skip(3).map(Path::of).toList();
    // A process that has just started would be killed before it writes anything.
    CREATE_NEW.write(Path.of(args[2]), inputs, 0);
    PrintStream out = KilledProcess.begin();
    for (int i = 0; i < inputs.size() - KNOWN; i++) {
      write.write(Path.of(args[1]), inputs, i);
      out.println(i);
    }
  }
}
