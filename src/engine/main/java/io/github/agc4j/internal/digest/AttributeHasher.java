package io.github.agc4j.internal.digest;

import io.github.agc4j.internal.memory.MemoryBudget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Computes the digests of the attributes of a sample as a GA4GH sequence collection (version 1.0,
 * sections 2 and 5), contig by contig: those of a collection's representation at level 1. What is
 * sorted is kept until the end, off the heap. For one thread.
 */
public final class AttributeHasher implements AutoCloseable {
  private final JsonArrayHasher names = new JsonArrayHasher();
  private final JsonArrayHasher lengths = new JsonArrayHasher();
  private final JsonArrayHasher sequences = new JsonArrayHasher();
  private final JsonArrayHasher pairs = new JsonArrayHasher();
  private final SortedDigests sortedSequences;
  private final SortedDigests sortedPairs;
  private final MessageDigest pair = ContigHasher.algorithm("SHA-512");

  /** No contigs yet; what is kept is reserved from {@code budget}. */
  public AttributeHasher(MemoryBudget budget) {
    sortedSequences = new SortedDigests(budget);
    sortedPairs = new SortedDigests(budget);
  }

  /**
   * Adds the next contig.
   *
   * @param name its name up to the first blank
   * @param length its symbols
   * @param refgetName {@code SQ.…}
   */
  public void add(byte[] name, long length, String refgetName) {
    byte[] quoted = JsonArrayHasher.quoted(name);
    names.add(quoted);
    lengths.add(ascii(String.valueOf(length)));
    sequences.add(ascii('"' + refgetName + '"'));
    byte[] object = join(ascii("{\"length\":" + length + ",\"name\":"), quoted, ascii("}"));
    pairs.add(object);
    sortedPairs.add(Arrays.copyOf(pair.digest(object), ContigDigest.TRUNCATED_BYTES));
    sortedSequences.add(ContigDigest.truncated(refgetName));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] join(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }

  /**
   * The digests of names, lengths, sequences, sorted sequences, pairs of names and lengths, and
   * these sorted, as GA4GH writes them, of the contigs added since the last call.
   */
  public String[] finish() {
    return new String[] {
      names.finish(),
      lengths.finish(),
      sequences.finish(),
      finish(sortedSequences, "SQ."),
      pairs.finish(),
      finish(sortedPairs, "")
    };
  }

  private static String finish(SortedDigests sorted, String prefix) {
    JsonArrayHasher array = new JsonArrayHasher();
    sorted.forEach(digest -> array.add(ascii('"' + prefix + digest + '"')));
    return array.finish();
  }

  @Override
  public void close() {
    sortedSequences.close();
    sortedPairs.close();
  }
}
