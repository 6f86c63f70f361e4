package io.github.agc4j.input;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A collection that is divided among archives: which genomes make the base, and which each shard
 * adds to it. Shares are neighbours in the order that is given, and about as large as each other.
 *
 * @param <T> what a genome is known by
 * @param base one or more, in their order
 * @param shares of each shard, in their order; none is empty
 */
public record Shares<T>(List<T> base, List<List<T>> shares) {
  /**
   * Divides {@code genomes}.
   *
   * @param base the indexes of those that make the base
   * @param shards how many shares there are, if there are so many genomes
   * @param size tells how much work a genome is, in any unit
   */
  public static <T> Shares<T> of(List<T> genomes, int[] base, int shards, ToLongFunction<T> size) {
    BitSet isBase = new BitSet();
    for (int genome : base) {
      isBase.set(genome);
    }
    List<T> first = new ArrayList<>();
    List<T> others = new ArrayList<>();
    for (int i = 0; i < genomes.size(); i++) {
      (isBase.get(i) ? first : others).add(genomes.get(i));
    }
    return new Shares<>(first, divided(others, Math.min(shards, others.size()), size));
  }

  /** Each share ends where its part of the whole work is reached, with one genome at least. */
  private static <T> List<List<T>> divided(List<T> genomes, int shards, ToLongFunction<T> size) {
    long all = genomes.stream().mapToLong(size).sum();
    List<List<T>> shares = new ArrayList<>();
    long done = 0;
    int from = 0;
    for (int shard = 1; shard <= shards; shard++) {
      int to = from;
      double end = (double) all * shard / shards;
      int last = genomes.size() - (shards - shard);
      while (to < last && (to == from || shard == shards || done < end)) {
        done += size.applyAsLong(genomes.get(to++));
      }
      shares.add(List.copyOf(genomes.subList(from, to)));
      from = to;
    }
    return shares;
  }
}
