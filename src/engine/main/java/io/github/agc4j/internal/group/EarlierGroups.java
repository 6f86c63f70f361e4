package io.github.agc4j.internal.group;

import io.github.agc4j.internal.archive.ArchiveFileWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The groups that were there before an archive is extended; a new archive has none. */
public interface EarlierGroups {
  /** None. */
  EarlierGroups NONE =
      new EarlierGroups() {
        @Override
        public int groups() {
          return 0;
        }

        @Override
        public int referenceLength(int group) {
          throw absent(group);
        }

        @Override
        public void reference(int group, ReferenceUse use) {
          throw absent(group);
        }

        @Override
        public void lastPack(int group, PackVisitor visitor) {
          throw absent(group);
        }

        @Override
        public boolean keepLastPack(int group, ArchiveFileWriter out, int stream) {
          throw absent(group);
        }

        private IndexOutOfBoundsException absent(int group) {
          return new IndexOutOfBoundsException("group=" + group);
        }
      };

  /** They are numbered below this. */
  int groups();

  /** Whether {@code group} is one of them. */
  default boolean has(int group) {
    return group < groups();
  }

  /** Number of symbols of the reference of {@code group}. */
  int referenceLength(int group) throws IOException;

  /** What is done with a reference. */
  interface ReferenceUse {
    /** Called with {@code symbols} codes, packed as tuples or not, borrowed until return. */
    void accept(MemorySegment bytes, boolean tuples, long symbols) throws IOException;
  }

  /** Gives the reference of {@code group}, as tuples or codes, to {@code use}. */
  void reference(int group, ReferenceUse use) throws IOException;

  /** What {@link #lastPack} calls. */
  interface PackVisitor {
    /**
     * Called once.
     *
     * @param items each followed by a separator, borrowed until return; empty if the group has no
     *     pack or the last one is closed
     * @param firstId the in-group id of the first of them, or of the next sequence
     */
    void visit(MemorySegment items, long firstId);
  }

  /** Gives the last pack of {@code group} to {@code visitor}. */
  void lastPack(int group, PackVisitor visitor) throws IOException;

  /** Keeps the last pack of {@code group} in {@code out} as it is; false if there is none. */
  boolean keepLastPack(int group, ArchiveFileWriter out, int stream) throws IOException;
}
