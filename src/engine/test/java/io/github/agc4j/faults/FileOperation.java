package io.github.agc4j.faults;

/** What is done with files. */
enum FileOperation {
  /** A file that exists is opened. */
  OPEN,
  /** A file is made and opened. */
  CREATE,
  READ,
  WRITE,
  MAP,
  FORCE,
  TRUNCATE,
  SIZE,
  LOCK,
  MOVE,
  DELETE,
  /** Attributes are asked for or set; so does whoever asks whether a file exists. */
  ATTRIBUTES;

  /** Whether afterwards something else may be on the disk, or have to be, than before. */
  boolean changes() {
    return switch (this) {
      case CREATE, WRITE, MAP, FORCE, TRUNCATE, MOVE, DELETE -> true;
      default -> false;
    };
  }
}
