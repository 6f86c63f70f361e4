package io.github.agc4j.serve.internal.archive;

import io.github.agc4j.serve.internal.http.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All archives that are served, by their names: those of their files without {@code .agc}. */
public final class ServedArchives implements Closeable {
  private static final String EXTENSION = ".agc";

  private final DecodingThreads decoding = new DecodingThreads();
  private final Map<String, ServedArchive> byName = new LinkedHashMap<>();

  /**
   * Opens {@code files}.
   *
   * @param cacheBytes what all together keep decompressed
   */
  public ServedArchives(List<Path> files, long cacheBytes, int threads, Consumer<String> notes)
      throws IOException {
    try {
      for (Path file : files) {
        String name = name(file);
        if (byName.containsKey(name)) {
          throw new IOException(file + ": another archive is called " + name + ", too");
        }
        byName.put(
            name,
            new ServedArchive(name, file, cacheBytes / files.size(), decoding, threads, notes));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(EXTENSION) && name.length() > EXTENSION.length()
        ? name.substring(0, name.length() - EXTENSION.length())
        : name;
  }

  /** All of them, in the order in which they were named. */
  public Collection<ServedArchive> all() {
    return byName.values();
  }

  /** The right to read the archive called {@code name}. */
  public OpenedArchive.Lease lease(String name) throws IOException {
    ServedArchive archive = byName.get(name);
    if (archive == null) {
      throw Refusal.unknown("no such archive");
    }
    return archive.lease();
  }

  @Override
  public void close() throws IOException {
    decoding.close();
    IOException failed = null;
    for (ServedArchive archive : byName.values()) {
      try {
        archive.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
