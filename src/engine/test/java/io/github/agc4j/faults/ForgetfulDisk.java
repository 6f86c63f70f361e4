package io.github.agc4j.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A disk that has what was forced and, of what was not, as much as it likes. Knows one folder.
 *
 * <p>Names come, change and go in the order in which that was done, unless they have nothing to do
 * with each other; all of it is on the disk when the folder was forced.
 */
final class ForgetfulDisk implements FileWatch {
  private final Path folder;
  private final Runnable step;
  private final Map<Path, DiskFile> files = new HashMap<>();
  private final Map<Path, DiskFile> forcedFiles = new HashMap<>();
  private final List<NameChange> nameChanges = new ArrayList<>();
  private int steps;

  /** A file got its name, if there is a new one, and lost the old one, if there is one. */
  private record NameChange(Path oldName, Path newName, DiskFile file) {}

  /**
   * A disk that has all files of {@code folder}.
   *
   * @param step called whenever the disk may have other contents than before
   */
  ForgetfulDisk(Path folder, Runnable step) throws IOException {
    this.folder = folder;
    this.step = step;
    try (Stream<Path> there = Files.list(folder)) {
      for (Path file : there.toList()) {
        DiskFile known = new DiskFile();
        known.observe(Files.readAllBytes(file));
        known.force();
        files.put(file, known);
      }
    }
    forcedFiles.putAll(files);
  }

  /** How often the power could have failed so far. */
  synchronized int steps() {
    return steps;
  }

  /** Notes what was written since the last step, which is one if there is anything. */
  private void observe(boolean isStep) {
    boolean isChanged = isStep;
    for (Map.Entry<Path, DiskFile> file : files.entrySet()) {
      isChanged |= observe(file.getKey(), file.getValue());
    }
    if (isChanged) {
      steps++;
      step.run();
    }
  }

  private static boolean observe(Path file, DiskFile known) {
    try {
      return known.observe(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void before(FileOperation operation, Path file) {
    // What was written through a mapping is noticed here.
    observe(false);
  }

  @Override
  public synchronized void after(FileOperation operation, Path file, Path name) {
    if (!operation.changes() || !name.startsWith(folder)) {
      return;
    }
    switch (operation) {
      case CREATE -> rename(null, file, new DiskFile());
      case MOVE -> rename(file, name, files.remove(file));
      case DELETE -> rename(file, null, files.remove(file));
      case FORCE -> force(file);
      default -> {}
    }
    observe(operation != FileOperation.WRITE && operation != FileOperation.MAP);
  }

  private void rename(Path oldName, Path newName, DiskFile file) {
    nameChanges.add(new NameChange(oldName, newName, file));
    if (newName != null) {
      files.put(newName, file);
    }
  }

  private void force(Path file) {
    if (file.equals(folder)) {
      forcedFiles.clear();
      forcedFiles.putAll(files);
      nameChanges.clear();
    } else if (files.containsKey(file)) {
      observe(file, files.get(file));
      files.get(file).force();
    }
  }

  /**
   * Makes {@code target}, an empty folder, one of those that may be found after a power failure.
   */
  synchronized void afterPowerFailure(RandomGenerator random, Path target) {
    namesAfterPowerFailure(random)
        .forEach(
            (name, file) -> {
              try {
                Files.write(
                    target.resolve(folder.relativize(name)), file.afterPowerFailure(random));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Map<Path, DiskFile> namesAfterPowerFailure(RandomGenerator random) {
    Map<Path, DiskFile> names = new HashMap<>(forcedFiles);
    Set<Path> lost = new HashSet<>();
    for (NameChange change : nameChanges) {
      Set<Path> concerned = new HashSet<>();
      concerned.add(change.oldName());
      concerned.add(change.newName());
      concerned.remove(null);
      if (concerned.stream().anyMatch(lost::contains) || random.nextInt(3) == 0) {
        lost.addAll(concerned);
      } else {
        names.remove(change.oldName());
        if (change.newName() != null) {
          names.put(change.newName(), change.file());
        }
      }
    }
    return names;
  }
}
