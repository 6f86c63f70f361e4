package io.github.agc4j.spark.internal.file;

import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The archives that tasks of this JVM read: each is open once for all of them, and what it has
 * decompressed is there for the next task. The latest that nobody reads stay open.
 */
public final class SharedReaders {
  private static final int IDLE_MAX = 4;

  /** By what they are, those asked for last at the end. */
  private static final Map<Key, Shared> OPEN = new LinkedHashMap<>(16, 0.75f, true);

  private SharedReaders() {}

  private record Key(String name, String state, ReadOptions options) {}

  private static final class Shared {
    private final AgcReader reader;
    private int users;

    private Shared(AgcReader reader) {
      this.reader = reader;
    }
  }

  /** The use of a reader, until it is closed. */
  public static final class Lease implements AutoCloseable {
    private final Shared shared;
    private boolean isClosed;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    /** The reader; closed by nobody who borrows it. */
    public AgcReader reader() {
      return shared.reader;
    }

    @Override
    public void close() throws IOException {
      synchronized (OPEN) {
        if (!isClosed) {
          isClosed = true;
          shared.users--;
          closeIdle();
        }
      }
    }
  }

  /**
   * Opens the archive {@code name}, or finds it open.
   *
   * @param state what it was when it was looked at
   * @throws IOException also when it is not that any more
   */
  public static Lease open(ArchivePlaces places, String name, String state, ReadOptions options)
      throws IOException {
    if (!places.state(name).equals(state)) {
      throw new IOException(ArchivePlaces.shown(name) + ": was changed meanwhile: ask again");
    }
    Key key = new Key(name, state, options);
    synchronized (OPEN) {
      Shared shared = OPEN.get(key);
      if (shared == null) {
        shared = new Shared(AgcReader.open(places.location(name), options));
        OPEN.put(key, shared);
      }
      shared.users++;
      return new Lease(shared);
    }
  }

  /**
   * Closes those asked for longest ago of which nobody makes use, if there are too many, and those
   * of which nobody could tell whether they are still what they were.
   */
  private static void closeIdle() throws IOException {
    long idle = OPEN.values().stream().filter(shared -> shared.users == 0).count();
    for (var all = OPEN.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Key, Shared> each = all.next();
      boolean isOld = idle > IDLE_MAX || each.getKey().state().isEmpty();
      if (each.getValue().users == 0 && isOld) {
        all.remove();
        each.getValue().reader.close();
        idle--;
      }
    }
  }
}
