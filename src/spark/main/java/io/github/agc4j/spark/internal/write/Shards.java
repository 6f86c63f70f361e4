package io.github.agc4j.spark.internal.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.SetIndex;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.source.ArchiveSet;
import io.github.agc4j.spark.internal.file.Copies;
import io.github.agc4j.spark.internal.file.TemporaryFolder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.TaskContext;

/**
 * The folder in which shards lie until they are one archive.
 *
 * @param folder beside the target
 */
record Shards(Copies copies, String folder) implements Serializable {
  private static final String BASE = "base.agc";

  /** A new one for {@code target}. */
  static Shards beside(Copies copies, String target) throws IOException {
    Shards shards = new Shards(copies, target + ".shards-" + UUID.randomUUID());
    copies.makeFolder(shards.folder);
    return shards;
  }

  /** What the base is called. */
  String base() {
    return folder + "/" + BASE;
  }

  /**
   * Moves the archive {@code made} of the task that asks to the folder. Each attempt has a name of
   * its own, so that none gets in the way of another one.
   *
   * @return what it is called there
   */
  String take(Path made, int index) throws IOException {
    TaskContext task = TaskContext.get();
    long attempt = task == null ? 0 : task.taskAttemptId();
    String name = String.format(Locale.ROOT, "%s/shard-%05d-%d.agc", folder, index, attempt);
    // The folder goes when the whole is made, which may be before a slow attempt is told to end.
    if (task != null && task.isInterrupted() || !copies.exists(folder)) {
      throw new IOException(name + ": the task was ended");
    }
    copies.give(made, name);
    return name;
  }

  /** Looked at when all is ready. */
  interface Check {
    /** Throws if the archive must not take its place. */
    void run() throws IOException;
  }

  /**
   * Merges archives to {@code target}.
   *
   * @param check run just before the merged one takes its place
   */
  void merge(List<String> shards, String target, CreateOptions options, Check check)
      throws IOException {
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      List<Path> here = new ArrayList<>();
      for (String shard : shards) {
        here.add(copies.here(shard, temporary.path()));
      }
      Path merged = temporary.path().resolve("merged");
      try (AgcWriter writer = AgcWriter.merge(here, false, merged, options)) {
        writer.commit();
      }
      check.run();
      copies.give(merged, target);
    }
  }

  /** Makes the folder, with a base and shards that extend it by {@code ofBase}, a set. */
  void keep(List<String> shards, int ofBase, String target) throws IOException {
    List<ArchiveSet.Member> members = new ArrayList<>();
    members.add(new ArchiveSet.Member(BASE, 0));
    for (String shard : shards) {
      members.add(new ArchiveSet.Member(shard.substring(shard.lastIndexOf('/') + 1), ofBase));
    }
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      new ArchiveSet(members).write(temporary.path());
      copies.give(temporary.path().resolve(ArchiveSet.INDEX), folder + "/" + ArchiveSet.INDEX);
    }
    Path here = copies.places().local(folder);
    if (here != null) {
      SetIndex.writeNames(here);
    }
    Set<String> kept = new HashSet<>(Set.of(ArchiveSet.INDEX, ArchiveSet.NAMES));
    members.forEach(member -> kept.add(member.name()));
    for (String file : copies.files(folder)) {
      if (!kept.contains(file)) {
        copies.delete(folder + "/" + file);
      }
    }
    copies.rename(folder, target);
  }

  /** Deletes the folder. */
  void delete() throws IOException {
    copies.delete(folder);
  }
}
