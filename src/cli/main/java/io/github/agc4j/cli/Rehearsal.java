package io.github.agc4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every command once on a small collection, so that the JVM can record which classes the
 * commands load and how their loops behave (JEP 483, JEP 515). The build of the launcher runs it.
 */
final class Rehearsal {
  private static final int GENOMES = 5;
  private static final int BASES = 3_000_000;
  private static final int ROUNDS = 2;

  private final Path folder;

  private Rehearsal(Path folder) {
    this.folder = folder;
  }

  /**
   * Rehearses in a folder that exists and is empty.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws IOException {
    new Rehearsal(Path.of(args[0])).run();
  }

  private void run() throws IOException {
    List<String> genomes =
        new DemoCollection(1, GENOMES, BASES).write(folder).stream().map(Path::toString).toList();
    String archive = folder.resolve("rehearsal.agc").toString();
    String text = folder.resolve("text").toString();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> create =
          new ArrayList<>(List.of("create", "--force", "-t", "2", "-s", "10000", "-o", archive));
      create.addAll(genomes);
      play(create.toArray(String[]::new));
      play("getcol", "-t", "2", "-o", folder.toString(), archive);
      play("getset", "-o", text, archive, "genome01");
      play("getctg", "-o", text, archive, DemoCollection.CONTIG + "@genome01:1000-4999");
      play("listref", "-o", text, archive);
      play("listset", "-o", text, archive);
      play("listctg", "-o", text, archive, "genome01");
      play("info", archive);
    }
  }

  private static void play(String... command) throws IOException {
    int status = Agc4j.execute(command);
    if (status != 0) {
      throw new IOException(command[0] + ": status " + status);
    }
  }
}
