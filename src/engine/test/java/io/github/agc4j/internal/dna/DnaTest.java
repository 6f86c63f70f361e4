package io.github.agc4j.internal.dna;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.testing.Packed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnaTest {
  @Test
  void reverseComplementTurnsOnlyAcgtAndIsAnInvolution() {
    Random random = new Random(1);
    for (int length = 0; length < 70; length++) {
      byte[] codes = new byte[length];
      for (int i = 0; i < length; i++) {
        codes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(16) : random.nextInt(4));
      }
      MemorySegment turned = MemorySegment.ofArray(new byte[length + 3]);
      ReverseComplement.copy(MemorySegment.ofArray(codes), 0, turned, 3, length);
      MemorySegment back = MemorySegment.ofArray(new byte[length]);
      ReverseComplement.copy(turned, 3, back, 0, length);
      for (int i = 0; i < length; i++) {
        byte code = codes[length - 1 - i];
        assertEquals(code < 4 ? 3 - code : code, turned.get(ValueLayout.JAVA_BYTE, 3L + i));
        assertEquals(codes[i], back.get(ValueLayout.JAVA_BYTE, i));
      }
    }
  }

  @Test
  void lowBitsOfCodesArePackedAsSymbols() {
    Random random = new Random(2);
    for (int length = 0; length < 70; length++) {
      byte[] codes = new byte[length];
      for (int i = 0; i < length; i++) {
        codes[i] = (byte) random.nextInt(16);
      }
      MemorySegment target =
          MemorySegment.ofArray(new byte[(int) PackedSequence.symbolBytes(length)]).fill((byte) 9);
      PackedSequence.packLowBits(MemorySegment.ofArray(codes), length, target);
      PackedSequence packed = new PackedSequence(target, length, 0, 0);
      for (int i = 0; i < length; i++) {
        assertEquals(codes[i] & 3, packed.word(i) >>> 62, length + " symbols, symbol " + i);
      }
    }
  }

  @Test
  void whatIsUnpackedTurnedIsTheReverseComplementOfWhatIsUnpacked() {
    for (long seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      try (Arena arena = Arena.ofConfined()) {
        int symbols = 1 + random.nextInt(200);
        PackedSequence packed = Packed.of(Packed.random(random, symbols), arena);
        int from = random.nextInt(symbols);
        int length = random.nextInt(symbols - from + 1);
        MemorySegment codes = MemorySegment.ofArray(new byte[length]);
        packed.unpack(from, length, codes, 0);
        MemorySegment expected = MemorySegment.ofArray(new byte[length]);
        ReverseComplement.copy(codes, 0, expected, 0, length);
        MemorySegment turned = MemorySegment.ofArray(new byte[length + 5]);
        packed.unpackTurned(from, length, turned, 5);
        assertEquals(-1, expected.mismatch(turned.asSlice(5)), "seed=" + seed);
      }
    }
  }

  @Test
  void aTurnedCopyIsTheReverseComplementWithItsRuns() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      String text = Packed.random(random, 1 + random.nextInt(400));
      int from = random.nextInt(text.length());
      int to = from + 1 + random.nextInt(text.length() - from);
      try (Arena arena = Arena.ofConfined()) {
        PackedSequence packed = Packed.of(text, arena);
        MemorySegment room = arena.allocate(packed.turnedBytes(from, to));
        PackedSequence turned = packed.turned(from, to, room);
        MemorySegment expected = arena.allocate(to - from);
        packed.unpackTurned(from, to - from, expected, 0);
        MemorySegment actual = arena.allocate(to - from);
        turned.unpack(0, to - from, actual, 0);
        assertEquals(-1, expected.mismatch(actual), "seed=" + seed);
        MemorySegment again = arena.allocate(PackedSequence.bytesOf(expected, to - from));
        PackedSequence.of(expected, to - from, again).unpack(0, to - from, actual, 0);
        assertEquals(-1, expected.mismatch(actual), "seed=" + seed);
      }
    }
  }

  @Test
  void codesAreThoseOfTheFormat() {
    String letters = "ACGTNRYSWKMBDHVU";
    for (int code = 0; code < letters.length(); code++) {
      assertEquals(code, Nucleotides.codeOf(letters.charAt(code)));
      assertEquals(code, Nucleotides.codeOf(Character.toLowerCase(letters.charAt(code))));
      assertEquals(letters.charAt(code), Nucleotides.letterOf(code));
    }
    assertEquals(Nucleotides.DROPPED, Nucleotides.codeOf('-'));
    assertEquals(Nucleotides.UNKNOWN, Nucleotides.codeOf('E'));
    assertEquals(Nucleotides.UNKNOWN, Nucleotides.codeOf('`'));
    assertEquals(Nucleotides.UNKNOWN, Nucleotides.codeOf(200));
    assertEquals(' ', Nucleotides.letterOf(30));
  }
}
