package io.github.agc4j.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path of the system, seen through a {@link WatchedFileSystem}. */
final class WatchedPath implements Path {
  private final WatchedFileSystem system;
  private final Path real;

  WatchedPath(WatchedFileSystem system, Path real) {
    this.system = system;
    this.real = real;
  }

  /** What the system calls {@code path}. */
  static Path real(Path path) {
    if (path instanceof WatchedPath watched) {
      return watched.real;
    }
    throw new ProviderMismatchException();
  }

  private Path watched(Path path) {
    return path == null ? null : new WatchedPath(system, path);
  }

  @Override
  public WatchedFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return real.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return watched(real.getRoot());
  }

  @Override
  public Path getFileName() {
    return watched(real.getFileName());
  }

  @Override
  public Path getParent() {
    return watched(real.getParent());
  }

  @Override
  public int getNameCount() {
    return real.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return watched(real.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return watched(real.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof WatchedPath path && real.startsWith(path.real);
  }

  @Override
  public boolean endsWith(Path other) {
    return other instanceof WatchedPath path && real.endsWith(path.real);
  }

  @Override
  public Path normalize() {
    return watched(real.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return watched(real.resolve(real(other)));
  }

  @Override
  public Path relativize(Path other) {
    return watched(real.relativize(real(other)));
  }

  @Override
  public URI toUri() {
    return real.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return watched(real.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    system.watch().before(FileOperation.ATTRIBUTES, real);
    return watched(real.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return real.compareTo(real(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WatchedPath path && system == path.system && real.equals(path.real);
  }

  @Override
  public int hashCode() {
    return real.hashCode();
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
