package io.github.agc4j.spark.internal.file;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The same for all tasks of this JVM, until that ends. */
  public java.nio.file.Path hereForAll(String name) throws IOException {
    String key = name + " " + places.state(name);
    synchronized (KEPT) {
      java.nio.file.Path kept = KEPT.get(key);
      if (kept == null || Files.notExists(kept)) {
        java.nio.file.Path folder = Files.createTempDirectory("agc4j");
        kept = here(name, folder);
        kept.toFile().deleteOnExit();
        folder.toFile().deleteOnExit();
        if (kept.equals(places.local(name))) {
          Files.delete(folder);
          return kept;
        }
        KEPT.put(key, kept);
      }
      return kept;
    }
  }

  /**
   * Moves {@code file} of this machine to {@code name}, which it replaces: it is there whole or not
   * at all.
   */
  public void give(java.nio.file.Path file, String name) throws IOException {
    java.nio.file.Path local = places.local(name);
    if (local != null) {
      java.nio.file.Path beside = local.resolveSibling(unfinished(local.getFileName().toString()));
      Files.move(file, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          beside, local, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    Path path = new Path(name);
    Path beside = new Path(path.getParent(), unfinished(path.getName()));
    FileSystem files = files(path);
    files.copyFromLocalFile(true, true, new Path(file.toUri()), beside);
    files.delete(path, false);
    if (!files.rename(beside, path)) {
      throw new IOException(name + ": cannot be written");
    }
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
