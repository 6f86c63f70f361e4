package io.github.agc4j.nio;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Those of some paths that a filter lets through, once. For one thread. */
final class FileStream implements DirectoryStream<Path>, Iterator<Path> {
  private final Iterator<Path> paths;
  private final Filter<? super Path> filter;
  private Path next;
  private boolean isBegun;
  private boolean isClosed;

  FileStream(Iterator<Path> paths, Filter<? super Path> filter) {
    this.paths = paths;
    this.filter = filter;
  }

  @Override
  public Iterator<Path> iterator() {
    if (isBegun || isClosed) {
      throw new IllegalStateException("the folder is shown once, until it is closed");
    }
    isBegun = true;
    return this;
  }

  @Override
  public boolean hasNext() {
    try {
      while (next == null && !isClosed && paths.hasNext()) {
        Path path = paths.next();
        next = filter.accept(path) ? path : null;
      }
    } catch (IOException e) {
      throw new DirectoryIteratorException(e);
    }
    return next != null;
  }

  @Override
  public Path next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Path given = next;
    next = null;
    return given;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
