/**
 * Collections that are divided: a few genomes make a base, the others are shared out among archives
 * that extend it, each made apart from the others, and merged in the end.
 *
 * <p>What goes where is told by {@link io.github.agc4j.input.Shares} from the files alone, so that
 * the archive does not depend on how many shards are made at a time.
 */
package io.github.agc4j.internal.shard;
