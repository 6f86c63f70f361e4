package io.github.agc4j.cli;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the commands on a small collection, so that the JVM can record which classes they load and
 * how their loops behave (JEP 483, JEP 515): those that write in one run, those that read in
 * another, since the JVM loads all that is recorded whenever it starts. The build of the launcher
 * runs it, in the way that the command is started, so that the start is recorded too.
 */
final class TrainingRun {
  /** What stands in the place of a command. */
  static final String NAME = "training-run";

  private static final int GENOMES = 5;
  private static final int BASES = 3_000_000;
  private static final int ROUNDS = 2;

  private final Path folder;
  private final String archive;

  private TrainingRun(Path folder) {
    this.folder = folder;
    this.archive = folder.resolve("training.agc").toString();
  }

  /**
   * Runs in a folder that exists.
   *
   * @param args the name, then {@code write} and an empty folder, or {@code read} or {@code short}
   *     and the same one afterwards
   */
  static void run(String... args) throws IOException {
    TrainingRun training = new TrainingRun(Path.of(args[2]));
    for (int round = 0; round < ROUNDS; round++) {
      switch (args[1]) {
        case "write" -> training.write();
        case "read" -> training.read();
        default -> training.ask();
      }
    }
  }

  private void write() throws IOException {
    List<Path> genomes = new DemoCollection(1, GENOMES, BASES).write(folder);
    create(genomes, "--compat", "-s", "10000");
    create(genomes, "--shards", "2");
    create(genomes);
    String more = folder.resolve("more.agc").toString();
    play("append", "--force", "-t", "2", "-o", more, archive, again());
    play("extract", "--force", "--samples", "genome0[12]", "-o", more, archive);
  }

  private void create(List<Path> genomes, String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("create", "--force", "-t", "2", "-o", archive));
    line.addAll(List.of(options));
    genomes.forEach(genome -> line.add(genome.toString()));
    play(line.toArray(String[]::new));
  }

  /** A genome once more, as another sample. */
  private String again() throws IOException {
    Path copy = folder.resolve("again.fa");
    Files.copy(folder.resolve("genome01.fa"), copy, StandardCopyOption.REPLACE_EXISTING);
    return copy.toString();
  }

  /** What takes its time, and what may have to show what it does. */
  private void read() throws IOException {
    String text = folder.resolve("text").toString();
    play("getcol", "-t", "2", "-o", folder.toString(), archive);
    play("getset", "-o", text, archive, "genome01");
    play("getctg", "-o", text, archive, DemoCollection.CONTIG + "@genome01:1000-4999");
    play("verify", "--full", archive);
    play("digest", archive, "genome01");
    play("diff", archive, archive);
    play("mask", archive, "genome01");
  }

  /** What is over at once, so that the start is most of it. */
  private void ask() throws IOException {
    String text = folder.resolve("text").toString();
    play("getctg", "-o", text, archive, DemoCollection.CONTIG + "@genome01:1000-4999");
    play("listref", "-o", text, archive);
    play("listset", "-o", text, archive);
    play("listctg", "-o", text, archive, "genome01");
    play("lengths", "-o", text, archive, "genome01");
    play("info", archive);
  }

  private static void play(String... command) throws IOException {
    int status = Agc4j.execute(command);
    if (status != 0) {
      throw new IOException(command[0] + ": status " + status);
    }
  }
}
