package io.github.agc4j.internal.lzdiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.group.References;
import io.github.agc4j.internal.memory.MalformedBytesException;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.testing.EmptyBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(EmptyBudget.class)
class LzDiffTest {
  /** The reference of the specification's test vectors. */
  private static final String REFERENCE =
      "GGCTTTGTAGCTAACTCTCGGGTTTGTCGAACGGTTGCCAAACTTGCTGGCAATGGGTCCTTTGGTACCGGGGAGGACCGTGCAATTCACACCATC";

  private static final String LETTERS = "ACGTNRYSWKMBDHVU";
  private static final int MATCH_MIN = 20;

  private static MemorySegment codes(String text, Arena arena) {
    MemorySegment codes = arena.allocate(text.length() + 8L);
    for (int i = 0; i < text.length(); i++) {
      codes.set(ValueLayout.JAVA_BYTE, i, (byte) LETTERS.indexOf(text.charAt(i)));
    }
    return codes;
  }

  private final List<References> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(References::close);
  }

  private Reference reference(String text, int matchMin, Arena arena) {
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    References references = new References(matchMin, budget, budget);
    opened.add(references);
    references.ensureGroups(1);
    references.add(0, codes(text, arena), text.length());
    try {
      return references.acquire(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of which all forms are there. */
  private record Text(MemorySegment codes, int length, PackedSequence symbols)
      implements DeltaText {
    private static Text of(String text, Arena arena) {
      MemorySegment codes = LzDiffTest.codes(text, arena);
      MemorySegment room = arena.allocate(PackedSequence.bytesOf(codes, text.length()));
      return new Text(codes, text.length(), PackedSequence.of(codes, text.length(), room));
    }

    @Override
    public long from() {
      return 0;
    }
  }

  private static String changed(String edit) {
    String[] words = edit.split(" ");
    return switch (words[0]) {
      case "sub" -> {
        StringBuilder text = new StringBuilder(REFERENCE);
        for (int i = 1; i < words.length; i += 2) {
          text.setCharAt(Integer.parseInt(words[i]), words[i + 1].charAt(0));
        }
        yield text.toString();
      }
      case "insert" ->
          new StringBuilder(REFERENCE).insert(Integer.parseInt(words[2]), words[1]).toString();
      case "delete" -> REFERENCE.substring(0, 45) + REFERENCE.substring(50);
      case "first" -> REFERENCE.substring(0, Integer.parseInt(words[1]));
      case "last" -> REFERENCE.substring(96 - Integer.parseInt(words[1]));
      default -> REFERENCE;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "same | '' | 0",
        "sub 40 C | 0,20.B0. | 11",
        "sub 40 C 50 G | 0,20.B!!!!!!!!!C0. | 21",
        "sub 45 T | 0,25.D0. | 11",
        "sub 30 R | 0,10.F0. | 11",
        "sub 90 C | 0,70.BBBADB | 11",
        "insert TTT 45 | 0,25.D-3. | 12",
        "delete | 0,25.5. | 10",
        "insert NNNNNN 45 | 0,25.\u001e2\u00040. | 13",
        "insert NNN 45 | 0,25.EEE-3. | 14",
        "first 60 | 0,40. | 5",
        "last 60 | 36. | 3",
        "first 21 | 0,1. | 4",
        "first 20 | CCBDDDCDACBDAABDBDBC | 20"
      })
  void codesAndEstimatesEqualTheSpecificationsVectors(String edit, String expected, long estimate) {
    LzDiffEncoder encoder = new LzDiffEncoder(MATCH_MIN);
    try (Arena arena = Arena.ofConfined()) {
      Reference reference = reference(REFERENCE, MATCH_MIN, arena);
      String text = changed(edit);
      MemorySegment codes = codes(text, arena);
      byte[] delta =
          encoder
              .encode(Text.of(text, arena), reference, arena::allocate)
              .toArray(ValueLayout.JAVA_BYTE);
      assertEquals(expected, new String(delta, StandardCharsets.ISO_8859_1));
      assertEquals(
          estimate, new LzDiffCost(MATCH_MIN).estimate(codes, text.length(), reference, 1L << 40));
      assertEquals(text, decoded(delta, reference, MATCH_MIN, text.length(), arena));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sub 40 C, START, 0:5 41:5", "sub 40 C, END, 39:5 95:5",
    "insert TTT 45, START, 0:5 46:6", "insert TTT 45, END, 44:5 98:6",
    "insert NNNNNN 45, START, 0:5 45:3 51:5", "insert NNNNNN 45, END, 44:5 50:3 101:5",
    "sub 90 C, START, 0:5", "sub 90 C, END, 89:5"
  })
  void costsEqualTheSpecificationsVectors(String edit, LzDiffCost.At at, String expected) {
    try (Arena arena = Arena.ofConfined()) {
      Reference reference = reference(REFERENCE, MATCH_MIN, arena);
      String text = changed(edit);
      MemorySegment costs = arena.allocate(ValueLayout.JAVA_INT, text.length());
      new LzDiffCost(MATCH_MIN).costs(codes(text, arena), text.length(), reference, at, costs);
      StringBuilder shown = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        int cost = costs.getAtIndex(ValueLayout.JAVA_INT, i);
        if (cost > 1) {
          shown.append(i).append(':').append(cost).append(' ');
        }
      }
      assertEquals(expected, shown.toString().trim());
    }
  }

  private interface Encoders {
    DeltaEncoder apply(int matchMin);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 20, 32})
  void randomTextsComeBack(int matchMin) {
    assertTextsComeBack(LzDiffEncoder::new, matchMin);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 20, 32})
  void randomTextsComeBackFromTheDiagonal(int matchMin) {
    assertTextsComeBack(l -> new DiagonalEncoder(l, false), matchMin);
    assertTextsComeBack(l -> new DiagonalEncoder(l, true), matchMin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "same | ''",
        "sub 40 C | 0,20.B0.",
        "sub 40 C 50 G | 0,20.B!!!!!!!!!C0.",
        "sub 10 A 20 A 30 C 40 C 50 G 60 A 70 A 80 A | ALIGNED",
        "delete | 0,25.5.",
        "insert NNNNNN 45 | 0,25.\u001e2\u00040.",
        "sub 90 C | 0,70.B!!!!!"
      })
  void staysOnTheDiagonal(String edit, String expected) {
    DiagonalEncoder encoder = new DiagonalEncoder(MATCH_MIN, expected.equals("ALIGNED"));
    try (Arena arena = Arena.ofConfined()) {
      Reference reference = reference(REFERENCE, MATCH_MIN, arena);
      String text = changed(edit);
      byte[] delta =
          encoder
              .encode(Text.of(text, arena), reference, arena::allocate)
              .toArray(ValueLayout.JAVA_BYTE);
      assertEquals(
          expected.equals("ALIGNED") ? aligned(text) : expected,
          new String(delta, StandardCharsets.ISO_8859_1));
      assertEquals(text, decoded(delta, reference, MATCH_MIN, text.length(), arena));
    }
  }

  /** A delta that has one token for each symbol. */
  private static String aligned(String text) {
    StringBuilder delta = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean isSame = text.charAt(i) == REFERENCE.charAt(i);
      delta.append(isSame ? '!' : (char) ('A' + LETTERS.indexOf(text.charAt(i))));
    }
    return delta.toString();
  }

  private void assertTextsComeBack(Encoders encoders, int matchMin) {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      String reference = random(random, 1 + random.nextInt(4000));
      StringBuilder text = new StringBuilder(reference);
      for (int i = random.nextInt(30); i > 0 && text.length() > 60; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, random(random, random.nextInt(50)));
          case 1 -> text.delete(at, at + random.nextInt(50));
          default -> text.setCharAt(at, LETTERS.charAt(random.nextInt(16)));
        }
      }
      DeltaEncoder encoder = encoders.apply(matchMin);
      try (Arena arena = Arena.ofConfined()) {
        Reference against = reference(reference, matchMin, arena);
        byte[] delta =
            encoder
                .encode(Text.of(text.toString(), arena), against, arena::allocate)
                .toArray(ValueLayout.JAVA_BYTE);
        if (delta.length > 0 || text.length() == 0) {
          assertEquals(
              text.toString(),
              decoded(delta, against, matchMin, text.length(), arena),
              "seed=" + seed);
        } else {
          assertEquals(reference, text.toString(), "seed=" + seed);
        }
      }
    }
  }

  @Test
  void theIndexHasEveryFourthKeyAndEveryGram() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int matchMin = 15 + random.nextInt(18);
      String text = random(random, 1 + random.nextInt(seed == 0 ? 300_000 : 500));
      try (Arena arena = Arena.ofConfined()) {
        Reference reference = reference(text, matchMin, arena);
        MemorySegment table = reference.table();
        assertEquals(
            foundKeys(text, matchMin),
            usedSlots(table, reference.slots(), text.length()),
            "seed=" + seed);
        MemorySegment grams = ReferenceIndex.grams(table, reference.slots(), text.length());
        assertEquals(-1, grams.mismatch(foundGrams(text, arena)), "seed=" + seed);
      }
    }
  }

  /** The positions of keys A C G T that are indexed, by four. */
  private static BitSet foundKeys(String text, int matchMin) {
    BitSet found = new BitSet();
    for (int at = 0; at + matchMin - 3 <= text.length(); at += 4) {
      if (text.substring(at, at + matchMin - 3).matches("[ACGT]*")) {
        found.set(at / 4);
      }
    }
    return found;
  }

  private static BitSet usedSlots(MemorySegment table, int slots, int length) {
    BitSet used = new BitSet();
    for (int slot = 0; slot < slots; slot++) {
      int value = ReferenceIndex.slotAt(table, ReferenceIndex.isNarrow(length), slot);
      if (value >= 0) {
        used.set(value);
      }
    }
    return used;
  }

  private static MemorySegment foundGrams(String text, Arena arena) {
    int shift = ReferenceIndex.gramShift(text.length());
    MemorySegment grams = arena.allocate(1L << Integer.SIZE - shift - 3);
    for (int at = 0; at + ReferenceIndex.GRAM <= text.length(); at++) {
      String gram = text.substring(at, at + ReferenceIndex.GRAM);
      if (gram.matches("[ACGT]*")) {
        long key = 0;
        for (char letter : gram.toCharArray()) {
          key = key << 2 | LETTERS.indexOf(letter);
        }
        int bit = ReferenceIndex.gramBit(key, shift);
        byte old = grams.get(ValueLayout.JAVA_BYTE, bit >>> 3);
        grams.set(ValueLayout.JAVA_BYTE, bit >>> 3, (byte) (old | 1 << (bit & 7)));
      }
    }
    return grams;
  }

  private static String random(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(
          random.nextInt(40) == 0
              ? "N".repeat(random.nextInt(9))
              : LETTERS.substring(random.nextInt(4)).substring(0, 1));
    }
    text.setLength(length);
    return text.toString();
  }

  /** The text that {@code delta} stands for; the reference itself if it is empty. */
  private static String decoded(
      byte[] delta, Reference reference, int matchMin, int length, Arena arena) {
    if (delta.length == 0) {
      return REFERENCE;
    }
    MemorySegment source = MemorySegment.ofArray(delta);
    MemorySegment target = arena.allocate(length + 8L);
    LzDiffDecoder decoder = new LzDiffDecoder(matchMin);
    ReferenceSymbols symbols = ReferenceSymbols.of(reference.codes(), reference.length());
    long size = decoder.decode(source, 0, delta.length, symbols, length, target, 0, length);
    assertEquals(size, decoder.length(source, 0, delta.length, symbols, length));
    for (long from = 0; from < size; from += 1 + size / 7) {
      for (long to = from; to <= size; to += 1 + size / 5) {
        MemorySegment some = arena.allocate(to - from + 1);
        decoder.decode(source, 0, delta.length, symbols, length, some, from, to);
        assertEquals(-1, MemorySegment.mismatch(target, from, to, some, 0, to - from));
        assertEquals(0, some.get(ValueLayout.JAVA_BYTE, to - from), "written beyond the range");
      }
    }
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < size; i++) {
      text.append(LETTERS.charAt(target.get(ValueLayout.JAVA_BYTE, i)));
    }
    return text.toString();
  }

  @Test
  void longRunsOfLiteralsComeBack() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      String reference = random(random, 500 + random.nextInt(2000));
      StringBuilder text = new StringBuilder();
      StringBuilder delta = new StringBuilder();
      int sames = 1 + random.nextInt(30);
      while (text.length() < reference.length()) {
        boolean isSame = random.nextInt(sames) > 0;
        char letter = isSame ? reference.charAt(text.length()) : LETTERS.charAt(random.nextInt(16));
        delta.append(isSame ? '!' : (char) ('A' + LETTERS.indexOf(letter)));
        text.append(letter);
        if (random.nextInt(200) == 0 && text.length() + 40 < reference.length()) {
          text.append(reference, text.length(), text.length() + 40);
          delta.append("0,").append(40 - MATCH_MIN).append('.');
        }
      }
      for (int i = random.nextInt(100); i > 0; i--) {
        text.append('Y');
        delta.append((char) ('A' + LETTERS.indexOf('Y')));
      }
      try (Arena arena = Arena.ofConfined()) {
        assertEquals(
            text.toString(),
            decoded(
                delta.toString().getBytes(StandardCharsets.US_ASCII),
                reference(reference, MATCH_MIN, arena),
                MATCH_MIN,
                text.length(),
                arena),
            "seed=" + seed);
      }
    }
  }

  @Test
  void findsWhatIsNoTokenInALongRunOfLiterals() {
    for (int value = 0; value < 256; value++) {
      for (int at = 0; at < 80; at++) {
        byte[] delta = "!!!A!!!!!!".repeat(8).getBytes(StandardCharsets.US_ASCII);
        delta[at] = (byte) value;
        boolean isLiteral = value >= 'A' && value <= 'U' || value == '!';
        assertEquals(isLiteral ? 80 : -1, symbols(delta), "value=" + value + " at=" + at);
      }
    }
  }

  /** How many symbols a delta has; −1 if it is refused. */
  private static long symbols(byte[] delta) {
    try (Arena arena = Arena.ofConfined()) {
      ReferenceSymbols reference = ReferenceSymbols.of(codes(REFERENCE, arena), REFERENCE.length());
      MemorySegment source = MemorySegment.ofArray(delta);
      return new LzDiffDecoder(MATCH_MIN).length(source, 0, delta.length, reference, 100);
    } catch (MalformedBytesException e) {
      return -1;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0,",
        "0",
        "-",
        "0,5",
        "\u001e5",
        "\u001e\u0004",
        "/",
        "97.",
        "-1.",
        "0,90.",
        "99999999999.",
        "a",
        "\u001e999\u0004",
        "!!"
      })
  void refusesWhatIsNotADelta(String delta) {
    try (Arena arena = Arena.ofConfined()) {
      Reference reference = reference(REFERENCE, MATCH_MIN, arena);
      byte[] bytes =
          (delta.equals("!!") ? "97." + delta : delta).getBytes(StandardCharsets.ISO_8859_1);
      MemorySegment target = arena.allocate(200);
      assertThrows(
          MalformedBytesException.class,
          () ->
              new LzDiffDecoder(MATCH_MIN)
                  .decode(
                      MemorySegment.ofArray(bytes),
                      0,
                      bytes.length,
                      ReferenceSymbols.of(reference.codes(), REFERENCE.length()),
                      120,
                      target,
                      0,
                      120));
    }
  }
}
