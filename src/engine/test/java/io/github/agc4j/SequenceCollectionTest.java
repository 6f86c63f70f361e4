package io.github.agc4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.agc4j.SequenceCollection.Attribute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceCollectionTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(String text) throws Exception {
    byte[] all = MessageDigest.getInstance("SHA-512").digest(bytes(text));
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(all, 24));
  }

  /** The example of the specification, section 2. */
  @Test
  void theExampleHasItsDigests() {
    try (SequenceCollection.Builder builder = new SequenceCollection.Builder()) {
      builder.add(bytes("A first"), 1216, "SQ.OL3sVAcd_5IZaDxUkH-yQkLmBz2iwY0s");
      builder.add(bytes("B"), 970, "SQ.kny8cdhEEPHXoNlXmps8NQapGtUKZlM9");
      builder.add(bytes("C\tthird"), 1788, "SQ.DA-GLdXVihnYKs-fBS5MMgqMi7tVMJbt");
      SequenceCollection collection = builder.finish();
      assertEquals("QWhPI-Cll_0Y5NJ_2krRryuV97vzhbgJ", collection.of(Attribute.LENGTHS));
      assertEquals("1zOnTYE5slcISev72o62ySxbssEXeoUL", collection.of(Attribute.NAMES));
      assertEquals("uPCc00rq-daL3zPnzYH-sBg9_z7HpB8B", collection.of(Attribute.SEQUENCES));
    }
  }

  @Test
  void theOtherExampleHasItsDigest() {
    try (SequenceCollection.Builder builder = new SequenceCollection.Builder()) {
      builder.add(bytes("chr1"), 248956422, "SQ.2YnepKM7OkBoOrKmvHbGqguVfF9amCST");
      builder.add(bytes("chr2"), 242193529, "SQ.lwDyBi432Py-7xnAISyQlnlhWDEaBPv2");
      builder.add(bytes("chr3"), 198295559, "SQ.Eqk6_SvMMDCc6C-uEfickOUWTatLMDQZ");
      SequenceCollection collection = builder.finish();
      assertEquals("5K4odB173rjao1Cnbk5BnvLt9V7aPAa2", collection.of(Attribute.LENGTHS));
      assertEquals("sjNNwm4zov3Dl0FRWbRTcZwzqrTQKIqL", collection.digest());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 17, 3000})
  void attributesAreThoseOfArraysInCanonicalJson(int contigs) throws Exception {
    Random random = new Random(contigs);
    List<String> names = new ArrayList<>();
    List<String> lengths = new ArrayList<>();
    List<String> sequences = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    List<String> pairDigests = new ArrayList<>();
    SequenceCollection found;
    try (SequenceCollection.Builder builder = new SequenceCollection.Builder()) {
      for (int i = 0; i < contigs; i++) {
        String name = "c\"" + random.nextInt(contigs) + "\\ü";
        long length = random.nextInt(99);
        byte[] digest = new byte[24];
        random.nextBytes(digest);
        // Some are twice, and of some the first eight bytes are the same.
        digest = i % 5 == 1 ? new byte[24] : digest;
        Arrays.fill(digest, 0, i % 7 == 1 ? 8 : 0, (byte) 9);
        String sequence = "SQ." + Base64.getUrlEncoder().encodeToString(digest);
        builder.add(bytes(name + " of it"), length, sequence);
        String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        names.add(quoted);
        lengths.add(String.valueOf(length));
        sequences.add('"' + sequence + '"');
        pairs.add("{\"length\":" + length + ",\"name\":" + quoted + "}");
        pairDigests.add('"' + digest(pairs.getLast()) + '"');
      }
      found = builder.finish();
    }
    assertEquals(array(names), found.of(Attribute.NAMES));
    assertEquals(array(lengths), found.of(Attribute.LENGTHS));
    assertEquals(array(sequences), found.of(Attribute.SEQUENCES));
    assertEquals(array(pairs), found.of(Attribute.NAME_LENGTH_PAIRS));
    assertEquals(array(sequences.stream().sorted().toList()), found.of(Attribute.SORTED_SEQUENCES));
    assertEquals(
        array(pairDigests.stream().sorted().toList()),
        found.of(Attribute.SORTED_NAME_LENGTH_PAIRS));
  }

  private static String array(List<String> elements) throws Exception {
    return digest(elements.stream().collect(Collectors.joining(",", "[", "]")));
  }

  @Test
  void aSequenceWithoutADigestMakesNoCollection() {
    try (SequenceCollection.Builder builder = new SequenceCollection.Builder()) {
      builder.add(bytes("a"), 3, "SQ.OL3sVAcd_5IZaDxUkH-yQkLmBz2iwY0s");
      builder.add(bytes("b"), 3, null);
      builder.add(bytes("c"), 3, "SQ.OL3sVAcd_5IZaDxUkH-yQkLmBz2iwY0s");
      assertNull(builder.finish());
    }
  }

  @Test
  void attributesAreKnownByTheirNames() {
    assertEquals(Attribute.NAME_LENGTH_PAIRS, Attribute.of("name_length_pairs"));
    assertNull(Attribute.of("topologies"));
  }
}
