package io.github.agc4j.crash;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A process that extends an archive in place by one file after the other, until it is killed. */
final class AppendLoop {
  private AppendLoop() {}

  /**
   * Prints a line after each completed append.
   *
   * @param args the archive and the files
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = KilledProcess.begin();
    for (int i = 1; i < args.length; i++) {
      try (ArchiveWriter writer =
          new ArchiveWriter(CreateOptions.builder().threads(1 + i % 2).build())) {
        writer.appendInPlace(Path.of(args[0]), writer.files(List.of(Path.of(args[i]))), done -> {});
      }
      out.println(args[i]);
    }
  }
}
