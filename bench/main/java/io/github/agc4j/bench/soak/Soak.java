package io.github.agc4j.bench.soak;

import static io.github.agc4j.bench.soak.Truth.require;

import io.github.agc4j.AgcReader;
import io.github.agc4j.Salvage;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifySummary;
import io.github.agc4j.internal.life.ChangedMetadata;
import io.github.agc4j.internal.life.CopiedSamples;
import io.github.agc4j.internal.life.Merge;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.Anchors;
import io.github.agc4j.option.ArchiveChanges;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** The soak's main loop; see the package. */
public final class Soak {
  private static final int STRAINS = 48;
  private static final int BASES = 150_000;
  private static final int NEW_MAX = 4;
  private static final long LIFE_MAX_MS = 2500;

  private final Random random;
  private final Path folder;
  private final Path archive;
  private final List<Strain> strains;
  private final Command command;
  private final PrintStream out;
  private final TreeMap<String, Long> done = new TreeMap<>();

  /** What is being done. */
  private String name = "create";

  /** What the archive holds. */
  private List<Strain> held = List.of();

  private Soak(long seed, Path folder, Path launcher, PrintStream out) throws IOException {
    this.random = new Random(seed);
    this.folder = folder;
    this.archive = folder.resolve("soak.agc");
    this.strains = Strain.species(random, STRAINS, BASES, folder);
    this.command = new Command(launcher);
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param arguments minutes, seed, an empty folder, the command's launcher
   */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMinutes(Long.parseLong(arguments[0]));
    long seed = Long.parseLong(arguments[1]);
    Soak soak = new Soak(seed, Path.of(arguments[2]), Path.of(arguments[3]), System.out);
    soak.run(System.nanoTime() + time.toNanos(), seed);
  }

  private void run(long end, long seed) throws Exception {
    create();
    ProcessState first = null;
    for (long step = 1; System.nanoTime() < end; step++) {
      try {
        step();
      } catch (Exception | Error e) {
        out.println("FAILED at step " + step + " " + name + " seed " + seed + ": " + e);
        throw e;
      }
      requireNoLeftovers();
      if (step % 100 == 0) {
        ProcessState now = ProcessState.take();
        // What the JVM needs is warm after some hundred steps.
        first = first == null && step >= 500 ? now : first;
        out.println(step + " steps, " + now + ", " + done);
      }
    }
    ProcessState last = ProcessState.take();
    require(first == null || last.isLike(first), "grown from " + first + " to " + last);
    out.println("PASSED: " + last + ", " + done);
  }

  private void step() throws Exception {
    int choice = random.nextInt(100);
    if (held.size() > STRAINS - NEW_MAX || choice < 5) {
      name = "create";
      create();
    } else if (choice < 20) {
      name = "append";
      append(random.nextBoolean());
    } else if (choice < 25) {
      name = "drop";
      drop();
    } else if (choice < 29) {
      name = "compact";
      write(
          writer -> writer.replace(archive, CopiedSamples.of(ArchiveChanges.NONE), samples -> {}));
      Truth.requireAll(archive, held);
    } else if (choice < 33) {
      name = "merge";
      merge();
    } else if (choice < 40) {
      name = "read";
      Truth.readAtRandom(archive, held, random, 500);
    } else if (choice < 45) {
      name = "extract";
      extract();
    } else if (choice < 65) {
      name = "damage";
      damage();
    } else if (choice < 75) {
      name = "cut off";
      cutOff();
    } else if (choice < 85) {
      name = "interrupt";
      interrupt();
    } else if (choice < 96) {
      name = "kill";
      kill();
    } else {
      name = "file size limit";
      starve();
    }
    done.merge(name, 1L, Long::sum);
  }

  private CreateOptions options() {
    int[] kmers = {17, 21, 31, 32};
    int[] sizes = {300, 2000, 10_000, 60_000};
    Modes splitters = new Modes(random.nextInt(3) == 0, false, random.nextInt(3) == 0 ? 0.02 : 0);
    Anchors anchors =
        new Anchors(13 + 2 * random.nextInt(10), 2 << random.nextInt(5), random.nextBoolean());
    CreateOptions options =
        CreateOptions.builder()
            .parameters(
                kmers[random.nextInt(4)], 20, sizes[random.nextInt(4)], 1 + random.nextInt(50))
            .modes(
                (random.nextBoolean() ? splitters : Modes.DEFAULTS.withAnchors(anchors))
                    .withBaseMatches(random.nextBoolean()))
            .threads(1 + random.nextInt(3))
            .replace(true)
            .build();
    return random.nextInt(4) == 0 ? options.toBuilder().memoryBytes(16L << 20).build() : options;
  }

  private interface Writing {
    void run(ArchiveWriter writer) throws IOException;
  }

  private void write(Writing writing) throws IOException {
    ArchiveWriter writer = new ArchiveWriter(options());
    try (writer) {
      writing.run(writer);
    }
    require(writer.memory().currentBytes() == 0, "a closed writer keeps memory");
  }

  private void create() throws IOException {
    List<Strain> chosen = new ArrayList<>(strains);
    Collections.shuffle(chosen, random);
    List<Strain> first = List.copyOf(chosen.subList(0, 1 + random.nextInt(STRAINS / 2)));
    write(writer -> writer.create(archive, writer.files(files(first)), samples -> {}));
    held = first;
    Truth.requireAll(archive, held);
  }

  private static List<Path> files(List<Strain> strains) {
    return strains.stream().map(Strain::file).toList();
  }

  /** Some strains that the archive does not hold yet. */
  private List<Strain> further() {
    List<Strain> rest = new ArrayList<>(strains);
    rest.removeAll(held);
    Collections.shuffle(rest, random);
    return List.copyOf(rest.subList(0, 1 + random.nextInt(NEW_MAX)));
  }

  private List<Strain> with(List<Strain> more) {
    List<Strain> all = new ArrayList<>(held);
    all.addAll(more);
    return all;
  }

  private void append(boolean inPlace) throws IOException {
    List<Strain> more = further();
    if (inPlace) {
      write(writer -> writer.appendInPlace(archive, writer.files(files(more)), samples -> {}));
    } else {
      Path copy = folder.resolve("copy.agc");
      write(writer -> writer.append(archive, copy, writer.files(files(more)), samples -> {}));
      Files.move(copy, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    held = with(more);
    Truth.requireAll(archive, held);
  }

  /** Takes strains out of the archive itself, never the reference, which some appends need. */
  private void drop() throws IOException {
    SampleIndexes.Builder dropped = new SampleIndexes.Builder();
    List<Strain> left = new ArrayList<>();
    for (int sample = 0; sample < held.size(); sample++) {
      if (sample > 0 && random.nextInt(3) == 0) {
        dropped.add(sample);
      } else {
        left.add(held.get(sample));
      }
    }
    ArchiveChanges changes = ArchiveChanges.NONE.drop(dropped.inOrder());
    write(writer -> writer.rewriteInPlace(archive, new ChangedMetadata(changes), samples -> {}));
    held = List.copyOf(left);
    Truth.requireAll(archive, held);
  }

  /** Extends the archive in two ways, and joins what comes of it. */
  private void merge() throws IOException {
    List<Strain> more = further();
    int half = random.nextInt(more.size() + 1);
    List<Path> shards = new ArrayList<>();
    for (List<Strain> part : List.of(more.subList(0, half), more.subList(half, more.size()))) {
      Path shard = folder.resolve("shard" + shards.size() + ".agc");
      write(writer -> writer.append(archive, shard, writer.files(files(part)), samples -> {}));
      shards.add(shard);
    }
    Path merged = folder.resolve("merged.agc");
    CreateOptions options = options();
    write(
        writer -> new Merge(shards, false, note -> {}).run(writer, merged, options, samples -> {}));
    Files.move(merged, archive, StandardCopyOption.REPLACE_EXISTING);
    held = with(more);
    Truth.requireAll(archive, held);
    for (Path shard : shards) {
      Files.delete(shard);
    }
  }

  private void extract() throws IOException {
    Path part = folder.resolve("part.agc");
    SampleIndexes.Builder picked = new SampleIndexes.Builder();
    for (long sample = 0; sample < held.size(); sample++) {
      if (random.nextBoolean() || sample == held.size() - 1) {
        picked.add(sample);
      }
    }
    SampleIndexes chosen = picked.inOrder();
    write(writer -> writer.rewrite(archive, part, CopiedSamples.of(chosen), samples -> {}));
    Truth.requireAll(part, chosen.stream().mapToObj(sample -> held.get((int) sample)).toList());
    Files.delete(part);
  }

  /** Some bytes of a copy are changed: nothing may be read from it that is not true. */
  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(archive);
    int first = random.nextInt(bytes.length);
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      bytes[(first + random.nextInt(64)) % bytes.length] ^= (byte) (1 + random.nextInt(255));
    }
    Path copy = folder.resolve("copy.agc");
    Files.write(copy, bytes);
    VerifySummary summary = Truth.verify(copy, false);
    long unreadable = Truth.requireNothingWrong(copy, held);
    require(unreadable == 0 || !summary.isWhole(), "damage that verify does not see: " + first);
    if (random.nextInt(4) == 0) {
      salvage(copy);
    }
    Files.delete(copy);
  }

  /** What is salvaged must be true, and all of the rest be told as lost. */
  private void salvage(Path damaged) throws IOException {
    Path saved = folder.resolve("saved.agc");
    Losses losses = new Losses();
    try {
      new Salvage(options(), losses).run(damaged, saved, samples -> {});
    } catch (CorruptArchiveException e) {
      require(!Files.exists(saved), "a salvage that failed leaves its output");
      return;
    }
    done.merge("salvaged", 1L, Long::sum);
    losses.requireRest(saved, held);
    Files.delete(saved);
  }

  private void cutOff() throws IOException {
    Path copy = folder.resolve("copy.agc");
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(copy, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    require(Truth.verify(copy, false).unreadable(), "a cut off archive is not noticed");
    Files.delete(copy);
  }

  /** Interrupts a writer in this process. */
  private void interrupt() throws Exception {
    List<Strain> more = further();
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    write(
                        writer ->
                            writer.appendInPlace(
                                archive, writer.files(files(more)), samples -> {}));
                  } catch (java.io.InterruptedIOException e) {
                    Thread.currentThread().interrupt();
                  } catch (Exception e) {
                    failure.set(e);
                  }
                });
    thread.join(Duration.ofMillis(random.nextInt(400)));
    thread.interrupt();
    thread.join();
    require(failure.get() == null, "interrupt: " + failure.get());
    requireOldOr(more);
  }

  /** Kills the command while it extends the archive or replaces it. */
  private void kill() throws Exception {
    List<Strain> more = further();
    boolean inPlace = random.nextBoolean();
    List<String> arguments = new ArrayList<>();
    if (inPlace) {
      arguments.addAll(List.of("append", "--in-place", archive.toString()));
      files(more).forEach(file -> arguments.add(file.toString()));
    } else {
      arguments.addAll(List.of("create", "--force", "-o", archive.toString()));
      files(with(more)).forEach(file -> arguments.add(file.toString()));
    }
    boolean killed = command.killed(random.nextLong(LIFE_MAX_MS), arguments.toArray(String[]::new));
    done.merge(killed ? "killed" : "ended before the kill", 1L, Long::sum);
    try (var files = Files.newDirectoryStream(folder, "soak.agc.tmp*")) {
      for (Path left : files) {
        Files.delete(left);
      }
    }
    requireOldOr(more);
  }

  /** Whatever was interrupted: the archive is the old one or the new one, and whole. */
  private void requireOldOr(List<Strain> more) throws IOException {
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      if (reader.samples() != held.size()) {
        held = with(more);
      }
    }
    Truth.requireAll(archive, held);
  }

  /** The command meets the end of what files may have. */
  private void starve() throws Exception {
    List<Strain> more = further();
    Path copy = folder.resolve("copy.agc");
    List<String> arguments = new ArrayList<>(List.of("append", "-o", copy.toString()));
    arguments.add(archive.toString());
    files(more).forEach(file -> arguments.add(file.toString()));
    long size = Files.size(archive) / 1024;
    String told = command.starved(1 + random.nextLong(size), arguments.toArray(String[]::new));
    if (told.equals("0 ")) {
      // A copy leaves out what appends in place have left unused, and may be small enough.
      Truth.requireAll(copy, with(more));
      Files.delete(copy);
    } else {
      require(told.startsWith("1 agc4j: ") && told.lines().count() == 1, "starved: " + told);
      require(!Files.exists(copy), "a starved append leaves its output");
    }
    Truth.requireAll(archive, held);
  }

  private void requireNoLeftovers() throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        require(name.endsWith(".fa") || name.equals("soak.agc"), "left over: " + name);
      }
    }
  }
}
