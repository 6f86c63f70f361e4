package io.github.agc4j.internal.file;

import io.github.agc4j.internal.file.http.HttpSource;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.RangeSource;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a file, as often as it is asked to. */
public interface FileOpener {
  /**
   * Opens the file, which is the caller's to close.
   *
   * @param budget what is kept of it is reserved from this, and kept within its limit
   */
  ReadableFile open(MemoryBudget budget) throws IOException;

  /** Opens a file of this machine. */
  static FileOpener of(Path path) {
    return budget -> MappedFile.open(path, budget);
  }

  /**
   * Opens what is at {@code location}.
   *
   * @param kept folder for copies of what is fetched, or null if none are to be kept
   */
  static FileOpener of(ArchiveLocation location, Path kept) {
    return budget -> {
      if (location.path() != null) {
        try {
          return MappedFile.open(location.path(), budget);
        } catch (UnsupportedOperationException e) {
          // Its file system maps none.
        }
      }
      return FetchedFile.open(source(location), kept, location.path(), budget);
    };
  }

  private static RangeSource source(ArchiveLocation location) {
    return switch (location) {
      case ArchiveLocation.InFile file -> new PathSource(file.path());
      case ArchiveLocation.AtAddress there -> new HttpSource(there.address());
      case ArchiveLocation.Given given -> given.sources().get();
    };
  }
}
