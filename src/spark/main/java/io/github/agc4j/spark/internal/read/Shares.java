package io.github.agc4j.spark.internal.read;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.spark.internal.file.ArchivePlaces;
import io.github.agc4j.spark.internal.file.SharedReaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides what a query reads among tasks. Samples that follow each other lie in the same packs and
 * in the same batch of metadata, so each task gets some that do; only where there are fewer samples
 * than tasks each sample's windows are divided.
 */
final class Shares {
  /** Of tables for which nothing is decoded so many samples are worth a task. */
  private static final int SAMPLES_MIN = 256;

  private static final int TASKS_MAX = 1 << 20;

  private final ReadPlan plan;

  /** So many for each archive, at least. */
  private final int tasks;

  private final List<Share> shares = new ArrayList<>();
  private long samples;

  /** Samples of the archives of a set in front of the one at hand. */
  private long before;

  private double symbols;
  private double contigs;

  /** The shares of {@code plan} for at least {@code cores} tasks. */
  Shares(ReadPlan plan, int cores) throws IOException {
    this.plan = plan;
    int tasks = plan.options().partitions() > 0 ? plan.options().partitions() : cores;
    int archives = plan.sources().size();
    this.tasks = (tasks + archives - 1) / archives;
    for (ArchivePlaces.Source source : plan.sources()) {
      try (SharedReaders.Lease lease = plan.open(source.name(), source.state())) {
        divide(source, lease.reader());
      }
    }
  }

  /** All of them, archive by archive. */
  List<Share> all() {
    return shares;
  }

  /** Samples that may have rows. */
  long samples() {
    return samples;
  }

  /** Symbols of their contigs, if all are as large as the first. */
  double symbols() {
    return symbols;
  }

  /** Their contigs, if all have as many as the first. */
  double contigs() {
    return contigs;
  }

  private void divide(ArchivePlaces.Source source, AgcReader reader) throws IOException {
    if (source.from() > reader.samples()) {
      throw new IOException(
          ArchivePlaces.shown(source.name())
              + ": has "
              + reader.samples()
              + " samples, and is in a set from sample "
              + source.from()
              + " on");
    }
    before = source.isFirst() ? 0 : before;
    long shift = before - source.from();
    before += reader.samples() - source.from();
    SampleIndexes chosen = chosen(reader, source.from(), shift);
    if (chosen.isEmpty()) {
      return;
    }
    long[] first = {0, 0};
    reader.forEachContigBytes(
        chosen.get(0),
        (name, length) -> {
          first[0] += length.get();
          first[1]++;
        });
    samples += chosen.size();
    symbols += (double) first[0] * chosen.size();
    contigs += (double) first[1] * chosen.size();
    int wanted = wanted(chosen.size(), (double) first[0] * chosen.size());
    int parts =
        plan.options().table() == TableKind.SEQUENCES
            ? (wanted + chosen.size() - 1) / chosen.size()
            : 1;
    int groups = Math.min(wanted, chosen.size());
    for (int group = 0; group < groups; group++) {
      int from = (int) ((long) chosen.size() * group / groups);
      int to = (int) ((long) chosen.size() * (group + 1) / groups);
      for (int part = 0; part < parts; part++) {
        shares.add(Share.of(source, shift, chosen.slice(from, to), part, parts));
      }
    }
  }

  /** How many tasks should read so many samples. */
  private int wanted(int count, double allSymbols) {
    boolean isDecoded =
        plan.options().table() == TableKind.SEQUENCES || plan.has(Column.MD5, Column.GA4GH);
    if (!isDecoded && plan.options().partitions() == 0) {
      return Math.clamp(count / SAMPLES_MIN, 1, tasks);
    }
    // A multiple, so that all cores have as many.
    double bySize = Math.ceil(allSymbols / plan.options().partitionSymbols() / tasks) * tasks;
    return (int) Math.max(tasks, Math.min(bySize, TASKS_MAX));
  }

  private SampleIndexes chosen(AgcReader reader, long from, long shift) {
    SampleFields known = new SampleFields(reader, shift);
    SampleIndexes.Builder chosen = new SampleIndexes.Builder();
    for (long sample = from; sample < reader.samples(); sample++) {
      known.goTo(sample);
      if (plan.condition().mayHold(known)) {
        chosen.add(sample);
      }
    }
    return chosen.inOrder();
  }
}
