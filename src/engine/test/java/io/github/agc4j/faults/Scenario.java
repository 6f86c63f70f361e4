package io.github.agc4j.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An archive and FASTA files, what is done with them, and what has to come of it. */
final class Scenario implements PowerSubject {
  private static final String ARCHIVE = "x.agc";
  private static final String TARGET = "new.agc";
  private static final int KNOWN = 2;
  private static final int SAMPLES = 4;

  private final Action action;
  private final CreateOptions options;
  private final Path inputFolder;
  private final Path folder;
  private final List<Path> known;
  private final List<Path> added;

  /** The archive without and with what a killed append left. */
  private final byte[] whole;

  private final byte[] before;
  private final byte[] after;

  /**
   * Prepares files in {@code root}.
   *
   * @param bases about so many in a sample
   */
  Scenario(Path root, Action action, CreateOptions options, int bases) throws IOException {
    this.action = action;
    this.options =
        options.toBuilder().parameters(21, 20, 500, 2).replace(action.changesArchive()).build();
    this.inputFolder = Files.createDirectory(root.resolve("inputs"));
    this.folder = Files.createDirectory(root.resolve("archives"));
    List<Path> inputs = new RandomCollection(new Random(7)).write(inputFolder, SAMPLES, bases);
    this.known = inputs.subList(0, KNOWN);
    this.added = inputs.subList(KNOWN, SAMPLES);
    Fasta.create(archive(), known, this.options);
    this.whole = Files.readAllBytes(archive());
    this.before = action == Action.APPEND_IN_PLACE_AGAIN ? guarded(whole) : whole;
    reset();
    assertNull(tryRun(FileWatch.NONE));
    this.after = Files.readAllBytes(target());
    assertEquals(after(), content(target()));
    reset();
  }

  /** {@code archive} as an append leaves it that was killed. */
  private static byte[] guarded(byte[] archive) {
    ByteBuffer old = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    long footerBytes = old.getLong(archive.length - Long.BYTES);
    byte[] guarded = Arrays.copyOf(archive, archive.length + 30_000);
    Arrays.fill(guarded, archive.length, guarded.length, (byte) 0x55);
    ByteBuffer.wrap(guarded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(guarded.length - Long.BYTES, footerBytes + guarded.length - archive.length);
    return guarded;
  }

  private Path archive() {
    return folder.resolve(ARCHIVE);
  }

  @Override
  public Path target() {
    return action.changesArchive() ? archive() : folder.resolve(TARGET);
  }

  /** Makes everything what it was before. */
  void reset() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.write(archive(), before);
  }

  /** Does the action on files that {@code watch} watches; returns why it failed, or null. */
  IOException tryRun(FileWatch watch) {
    return tryIn(folder, watch);
  }

  @Override
  public void run(Path archives, FileWatch watch) throws IOException {
    IOException failure = tryIn(archives, watch);
    if (failure != null) {
      throw failure;
    }
  }

  private IOException tryIn(Path archives, FileWatch watch) {
    WatchedFileSystem system = new WatchedFileSystem(watch);
    ArchiveWriter writer = new ArchiveWriter(options);
    IOException failure = null;
    try (writer) {
      action.run(
          writer,
          system.path(archives.resolve(archive().getFileName())),
          system.path(archives.resolve(target().getFileName())),
          known.stream().<Path>map(system::path).toList(),
          added.stream().<Path>map(system::path).toList());
    } catch (IOException e) {
      failure = e;
    }
    assertEquals(0, writer.memory().currentBytes(), () -> "memory was kept: " + watch);
    assertEquals(0, system.openChannels(), () -> "channels were left open: " + watch);
    return failure;
  }

  /** The target is complete, and nothing else has changed. */
  void checkDone(String context) throws IOException {
    assertArrayEquals(after, Files.readAllBytes(target()), context);
    if (!action.changesArchive()) {
      assertArrayEquals(before, Files.readAllBytes(archive()), context);
    }
  }

  boolean isDone() throws IOException {
    return Files.exists(target()) && Arrays.equals(after, Files.readAllBytes(target()));
  }

  /** Nothing has changed but what never counted. */
  void checkUndone(String context) throws IOException {
    byte[] now = Files.readAllBytes(archive());
    assertTrue(
        Arrays.equals(before, now) || Arrays.equals(whole, now),
        context + ": the archive was changed");
    if (!action.changesArchive()) {
      assertFalse(Files.exists(target()), context + ": there is a target");
    }
  }

  /** The archive holds what it held, whatever lies after it. */
  void checkReadable(String context) throws IOException {
    assertEquals(texts(known), content(archive()), context);
  }

  /** The folder has no other files. */
  void checkNothingLeft(String context) throws IOException {
    Set<Path> expected = new TreeSet<>(Set.of(archive()));
    if (Files.exists(target())) {
      expected.add(target());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(expected, files.collect(Collectors.toCollection(TreeSet::new)), context);
    }
  }

  /** The message says in one line which file it is about. */
  void checkMessage(IOException failure, String context) {
    String message = String.valueOf(failure.getMessage());
    boolean namesFile =
        message.contains(folder.toString()) || message.contains(inputFolder.toString());
    assertTrue(namesFile && !message.contains("\n"), context + ": " + failure);
    assertTrue(message.matches(".*: \\S.*"), context + " without a reason: " + failure);
  }

  @Override
  public Map<String, String> before() throws IOException {
    return action.changesArchive() ? texts(known) : null;
  }

  @Override
  public Map<String, String> after() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts(action.samples(known, added)).forEach((name, text) -> texts.put(action.name(name), text));
    return texts;
  }

  private static Map<String, String> texts(List<Path> files) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replaceAll("\\.fa.*", "");
      texts.put(name, Fasta.shown(Fasta.text(file)));
    }
    return texts;
  }

  @Override
  public Map<String, String> content(Path archive) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    Fasta.extract(archive, 1).forEach((name, text) -> texts.put(name, Fasta.shown(text)));
    return texts;
  }
}
