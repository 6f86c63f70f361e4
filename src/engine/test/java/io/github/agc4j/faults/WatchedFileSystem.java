package io.github.agc4j.faults;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The system's files, of which each operation is told to a {@link FileWatch}. */
final class WatchedFileSystem extends FileSystem {
  private static final FileSystem SYSTEM = FileSystems.getDefault();

  private final WatchedProvider provider = new WatchedProvider(this);
  private final FileWatch watch;
  private final AtomicInteger openChannels = new AtomicInteger();

  WatchedFileSystem(FileWatch watch) {
    this.watch = watch;
  }

  /** The system's {@code path} as one of this file system. */
  WatchedPath path(Path path) {
    return new WatchedPath(this, path);
  }

  FileWatch watch() {
    return watch;
  }

  /** Channels that were opened and not closed. */
  int openChannels() {
    return openChannels.get();
  }

  void countOpenChannels(int change) {
    openChannels.addAndGet(change);
  }

  @Override
  public WatchedProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return SYSTEM.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(path(Path.of(getSeparator())));
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return SYSTEM.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return SYSTEM.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(SYSTEM.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = SYSTEM.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(WatchedPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return SYSTEM.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
