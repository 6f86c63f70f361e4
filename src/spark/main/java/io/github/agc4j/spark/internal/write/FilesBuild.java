package io.github.agc4j.spark.internal.write;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.InputFiles;
import io.github.agc4j.ProfileChoice;
import io.github.agc4j.input.Shares;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ShardOptions;
import io.github.agc4j.spark.internal.file.Copies;
import io.github.agc4j.spark.internal.file.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import scala.Tuple2;

/**
 * Makes an archive of FASTA files: the driver makes a base of those that stand for all, tasks
 * extend it by their shares, and the driver merges them.
 */
public final class FilesBuild {
  /** Of more files tasks find out the sizes. */
  private static final int FILES_PER_TASK = 1000;

  private final JavaSparkContext spark;
  private final Copies copies;
  private final List<String> files;
  private final ShardOptions shards;

  /** Null if they are chosen by the genomes. */
  private final CreateOptions options;

  /** A build of {@code files}, whole paths, of which the first is the reference. */
  public FilesBuild(
      JavaSparkContext spark,
      Copies copies,
      List<String> files,
      ShardOptions shards,
      CreateOptions options) {
    this.spark = spark;
    this.copies = copies;
    this.files = List.copyOf(files);
    this.shards = shards;
    this.options = options;
  }

  /**
   * Writes {@code target}, a whole path that is not there.
   *
   * @param isSet whether it is a folder of the base and the shards, which are not merged
   */
  public void run(String target, boolean isSet) throws IOException {
    checkNames();
    Shards folder = Shards.beside(copies, target);
    try {
      int count = shards.baseOf(files.size());
      Shares<String> shares;
      CreateOptions chosen;
      try (TemporaryFolder temporary = new TemporaryFolder()) {
        Map<String, Path> here = new HashMap<>();
        int[] candidates = InputFiles.candidates(files.size(), count);
        List<Path> looked = new ArrayList<>();
        for (int candidate : candidates) {
          looked.add(copies.here(files.get(candidate), temporary.path()));
          here.put(files.get(candidate), looked.getLast());
        }
        chosen = options == null ? chosenOptions(temporary.path()) : options;
        int[] base =
            IntStream.of(InputFiles.representatives(looked, count, chosen.threads()))
                .map(i -> candidates[i])
                .toArray();
        Map<String, Long> bytes = bytes();
        shares = Shares.of(files, base, shards.shards(), bytes::get);
        writeBase(folder, shares.base().stream().map(here::get).toList(), chosen);
      }
      List<String> made = extend(folder, shares.shares(), isSet, chosen);
      if (isSet) {
        folder.keep(made, shares.base().size(), target);
      } else {
        folder.merge(made.isEmpty() ? List.of(folder.base()) : made, target, chosen, () -> {});
      }
    } finally {
      folder.delete();
    }
  }

  /** In one archive all samples have names of their own, whichever task adds them. */
  private void checkNames() throws IOException {
    Set<String> names = new HashSet<>();
    for (String file : files) {
      String name = InputFiles.sampleName(Path.of(new org.apache.hadoop.fs.Path(file).getName()));
      if (!names.add(name)) {
        throw new IOException(file + ": sample " + name + " is there already");
      }
    }
  }

  /** Those of the profile that the command would choose, which looks at the same genomes. */
  private CreateOptions chosenOptions(Path folder) throws IOException {
    List<Path> looked = new ArrayList<>();
    for (int index : ProfileChoice.looked(files.size())) {
      looked.add(copies.here(files.get(index), folder));
    }
    try (ProfileChoice choice = new ProfileChoice(looked, false)) {
      return choice.profile().over(CreateOptions.DEFAULTS);
    }
  }

  private Map<String, Long> bytes() {
    Copies own = copies;
    return new HashMap<>(
        spark
            .parallelize(files, files.size() / FILES_PER_TASK + 1)
            .mapToPair(file -> new Tuple2<>(file, own.bytes(file)))
            .collectAsMap());
  }

  private void writeBase(Shards folder, List<Path> base, CreateOptions chosen) throws IOException {
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      Path made = temporary.path().resolve("base");
      try (AgcWriter writer = AgcWriter.create(made, chosen)) {
        for (Path file : base) {
          writer.add(file);
        }
        writer.commit();
      }
      copies.give(made, folder.base());
    }
  }

  private List<String> extend(
      Shards folder, List<List<String>> shares, boolean isSet, CreateOptions chosen) {
    if (shares.isEmpty()) {
      return List.of();
    }
    CreateOptions own = chosen.toBuilder().threads(1).build();
    // Arrays, since not all serializers that Spark may be told to use know records and lists.
    List<String[]> all = shares.stream().map(share -> share.toArray(String[]::new)).toList();
    return spark
        .parallelize(new ArrayList<>(all), all.size())
        .zipWithIndex()
        .map(new Extension(folder, isSet, own))
        .collect();
  }

  /** What each task does. */
  private record Extension(Shards folder, boolean isSet, CreateOptions options)
      implements Function<Tuple2<String[], Long>, String> {
    @Override
    public String call(Tuple2<String[], Long> share) throws IOException {
      try (TemporaryFolder temporary = new TemporaryFolder()) {
        Path made = temporary.path().resolve("shard");
        Path base = folder.copies().hereForAll(folder.base());
        try (AgcWriter writer =
            isSet ? AgcWriter.append(base, made, options) : AgcWriter.shard(base, made, options)) {
          for (String file : share._1()) {
            writer.add(folder.copies().here(file, temporary.path()));
          }
          writer.commit();
        }
        return folder.take(made, share._2().intValue());
      }
    }
  }
}
