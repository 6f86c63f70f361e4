package io.github.agc4j.spark;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The files of this machine under the scheme {@code far}, which nobody takes for local ones. */
public final class FarFileSystem extends RawLocalFileSystem {
  /** So many times a file whose name has {@code unlucky} in it cannot be opened. */
  static final AtomicInteger FAILURES = new AtomicInteger();

  /** So many times a file cannot get a name that has {@code unlucky} in it and no dot before. */
  static final AtomicInteger FAILED_RENAMES = new AtomicInteger();

  /** Files that were opened. */
  static final AtomicInteger OPENED = new AtomicInteger();

  @Override
  public String getScheme() {
    return "far";
  }

  @Override
  public URI getUri() {
    return URI.create("far:///");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    boolean isUnlucky = to.getName().startsWith("unlucky");
    return !(isUnlucky && FAILED_RENAMES.getAndDecrement() > 0) && super.rename(from, to);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    OPENED.incrementAndGet();
    if (path.getName().contains("unlucky") && FAILURES.getAndDecrement() > 0) {
      throw new IOException(path + ": its disk fails");
    }
    return super.open(path, bufferSize);
  }
}
