package io.github.agc4j.internal.group;

/** Where the sequences of an archive are in another one. */
public interface SequencePlaces {
  /** Where they were. */
  SequencePlaces SAME =
      new SequencePlaces() {
        @Override
        public int newGroup(int group) {
          return group;
        }

        @Override
        public long newId(int group, int id) {
          return id;
        }

        @Override
        public boolean isTurned(int group) {
          return false;
        }
      };

  /** The new number of a group. */
  int newGroup(int group);

  /** The new in-group id of a sequence of a group, by its old numbers. */
  long newId(int group, int id);

  /** Whether the sequences of a group are stored as their reverse complements there. */
  boolean isTurned(int group);
}
