package io.github.agc4j.spark.internal.file;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Brings files of Hadoop's file systems to this machine, and back. Files of the machine are used
 * where they are.
 */
public record Copies(ArchivePlaces places) implements Serializable {
  /** What was brought for all tasks of this JVM. */
  private static final ConcurrentHashMap<String, java.nio.file.Path> KEPT =
      new ConcurrentHashMap<>();

  private FileSystem files(Path path) throws IOException {
    return path.getFileSystem(places.settings().get());
  }

  /** The file {@code name} on this machine: itself, or a copy in {@code folder}. */
  public java.nio.file.Path here(String name, java.nio.file.Path folder) throws IOException {
    java.nio.file.Path local = places.local(name);
    if (local != null) {
      return local;
    }
    Path path = new Path(name);
    java.nio.file.Path copy = folder.resolve(path.getName());
    files(path).copyToLocalFile(false, path, new Path(copy.toUri()), true);
    return copy;
  }

  /** The same for all tasks of this JVM; copies go when that ends. */
  public java.nio.file.Path hereForAll(String name) throws IOException {
    java.nio.file.Path local = places.local(name);
    if (local != null) {
      return local;
    }
    String key = name + " " + places.state(name);
    synchronized (KEPT) {
      java.nio.file.Path kept = KEPT.get(key);
      if (kept == null || Files.notExists(kept)) {
        java.nio.file.Path folder = Files.createTempDirectory("agc4j");
        folder.toFile().deleteOnExit();
        kept = here(name, folder);
        kept.toFile().deleteOnExit();
        KEPT.put(key, kept);
      }
      return kept;
    }
  }

  /**
   * Moves {@code file} of this machine to {@code name}. What was there stays until the new file is
   * there whole beside it, and if that cannot take its place.
   */
  public void give(java.nio.file.Path file, String name) throws IOException {
    java.nio.file.Path local = places.local(name);
    if (local != null) {
      giveHere(file, local);
      return;
    }
    Path path = new Path(name);
    Path beside = new Path(path.getParent(), unfinished(path.getName()));
    FileSystem files = files(path);
    try {
      files.copyFromLocalFile(true, true, new Path(file.toUri()), beside);
      if (files.exists(path)) {
        exchange(files, beside, path);
      } else if (!files.rename(beside, path)) {
        throw new IOException(name + ": cannot be written");
      }
    } catch (IOException e) {
      files.delete(beside, false);
      throw e;
    }
  }

  private static void giveHere(java.nio.file.Path file, java.nio.file.Path target)
      throws IOException {
    java.nio.file.Path beside = target.resolveSibling(unfinished(target.getFileName().toString()));
    try {
      Files.move(file, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }

  /** Not all of these file systems replace files: the old one is put aside meanwhile. */
  private static void exchange(FileSystem files, Path beside, Path path) throws IOException {
    Path old = new Path(path.getParent(), unfinished(path.getName()));
    if (!files.rename(path, old)) {
      throw new IOException(path + ": cannot be replaced");
    }
    if (!files.rename(beside, path)) {
      if (!files.rename(old, path)) {
        throw new IOException(path + ": cannot be written; what was there is " + old);
      }
      throw new IOException(path + ": cannot be written");
    }
    files.delete(old, false);
  }

  private static String unfinished(String name) {
    return "." + name + "." + UUID.randomUUID();
  }

  /** Whether there is something called {@code name}. */
  public boolean exists(String name) throws IOException {
    Path path = new Path(name);
    return files(path).exists(path);
  }

  /** Bytes of the file {@code name}. */
  public long bytes(String name) throws IOException {
    Path path = new Path(name);
    return files(path).getFileStatus(path).getLen();
  }

  /** The names of the files in the folder {@code name}. */
  public List<String> files(String name) throws IOException {
    Path path = new Path(name);
    return Stream.of(files(path).listStatus(path)).map(each -> each.getPath().getName()).toList();
  }

  /** Makes the folder {@code name}. */
  public void makeFolder(String name) throws IOException {
    Path path = new Path(name);
    if (!files(path).mkdirs(path)) {
      throw new IOException(name + ": cannot be made");
    }
  }

  /** Gives the folder {@code name} another name, which nothing has. */
  public void rename(String name, String newName) throws IOException {
    Path path = new Path(name);
    if (!files(path).rename(path, new Path(newName))) {
      throw new IOException(newName + ": cannot be made");
    }
  }

  /** Deletes {@code name} and what is in it, if it is there. */
  public void delete(String name) throws IOException {
    Path path = new Path(name);
    files(path).delete(path, true);
  }
}
