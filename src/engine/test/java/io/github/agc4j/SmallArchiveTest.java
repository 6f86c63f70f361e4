package io.github.agc4j;

import static io.github.agc4j.testing.RawArchive.frame;
import static io.github.agc4j.testing.RawArchive.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.RangeException;
import io.github.agc4j.internal.kmer.Kmers;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.RangeOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.testing.EmptyBudget;
import io.github.agc4j.testing.RawArchive;
import io.github.agc4j.testing.RawArchive.Bytes;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an archive of about a kilobyte declares does not make us reserve much more than it can hold,
 * whatever field declares it.
 */
@ExtendWith(EmptyBudget.class)
@Tag("slow")
class SmallArchiveTest {
  private static final int FILE_BYTES_MAX = 1400;
  private static final long MEMORY_MAX = 64L << 20;
  private static final long MANY = 4_000_000_000L;
  private static final int A_FEW_MILLION = 4_000_000;

  /** More than metadata of so small a file may have; as much as a kilobyte can hold. */
  private static final int MOST = 20_000_000;

  private static final String SAMPLES = "collection-samples";
  private static final String CONTIGS = "collection-contigs";
  private static final String DETAILS = "collection-details";
  private static final byte[] ONE_CONTIG = new Bytes().numbers(1, 1).text("c").bytes();
  private static final int K = 21;
  private static final String FIRST_SPLITTER = "ACCTGATTACAGATTACGGTC";
  private static final String LAST_SPLITTER = "GGATCTTGACCATGTTTCAGA";
  private static final int SEGMENT_SIZE = 1000;
  private static final int CARDINALITY = 1_000_000_000;

  @TempDir private Path folder;

  /** An archive, and what its refusal says. */
  private record Case(String what, byte[] file, String reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Case lie(String what, RawArchive archive, String reason) {
    return new Case(what, archive.bytes(), reason);
  }

  /** One sample of one contig of one segment: four symbols in group 0. */
  private static RawArchive honest() {
    RawArchive archive = new RawArchive();
    put(archive, SAMPLES, new Bytes().numbers(1).text("s").bytes());
    put(archive, CONTIGS, ONE_CONTIG);
    archive.part(DETAILS, 0, details(0, 0, 4));
    for (int group = 0; group < 16; group++) {
      archive.stream("x" + "0123456789ABCDEF".charAt(group) + "d");
    }
    archive.part("x0d", 0, new byte[] {0, 1, 2, 3, -1});
    archive.part("xGr", 0, new byte[] {0, 1, 2, 3});
    archive.stream("xGd");
    long first = Kmers.min(word(FIRST_SPLITTER), word(LAST_SPLITTER));
    long last = first ^ word(FIRST_SPLITTER) ^ word(LAST_SPLITTER);
    archive.part("splitters", 2, new Bytes().raw(longs(first, last)).bytes());
    archive.part(
        "segment-splitters",
        2,
        new Bytes()
            .raw(longs(first, last))
            .raw(words(16))
            .raw(longs(-1, -1))
            .raw(words(0))
            .bytes());
    return about(archive, 3, words(K, 20, CARDINALITY, SEGMENT_SIZE));
  }

  private static RawArchive about(RawArchive archive, int format, byte[] parameters) {
    byte[] pairs =
        new Bytes()
            .text("file_version_major")
            .text(String.valueOf(format))
            .text("file_version_minor")
            .text("0")
            .bytes();
    return archive.part("params", 0, parameters).part("file_type_info", 2, pairs);
  }

  /** The canonical word of a splitter. */
  private static long word(String kmer) {
    long word = 0;
    for (int i = 0; i < K; i++) {
      word |= (long) "ACGT".indexOf(kmer.charAt(i)) << Long.SIZE - 2 * (i + 1);
    }
    return Kmers.min(word, Kmers.reverseComplement(word, K));
  }

  private static byte[] longs(long... values) {
    Bytes bytes = new Bytes();
    for (long value : values) {
      bytes.raw(words((int) value, (int) (value >>> 32)));
    }
    return bytes.bytes();
  }

  private static byte[] words(int... values) {
    Bytes bytes = new Bytes();
    for (int value : values) {
      bytes.raw((byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24));
    }
    return bytes.bytes();
  }

  private static void put(RawArchive archive, String stream, byte[] content) {
    archive.part(stream, content.length, frame(content));
  }

  /** The details of one sample with one contig with one segment. */
  private static byte[] details(long group, long id, long length) {
    long expected = K + SEGMENT_SIZE;
    return details(
        frame(new Bytes().numbers(1, 1, 1).bytes()),
        frame(new Bytes().numbers(group).bytes()),
        frame(new Bytes().numbers(id).bytes()),
        frame(
            new Bytes().numbers(length < expected ? 2 * (expected - length) - 1 : length).bytes()),
        frame(new byte[] {0}));
  }

  private static byte[] details(byte[]... frames) {
    long[] sizes = new long[frames.length];
    for (int i = 0; i < frames.length; i++) {
      sizes[i] = Zstd.getFrameContentSize(frames[i]);
    }
    return detailsOf(sizes, frames);
  }

  private static byte[] detailsOf(long[] sizes, byte[]... frames) {
    Bytes bytes = new Bytes();
    for (int i = 0; i < frames.length; i++) {
      bytes.numbers(sizes[i], frames[i].length);
    }
    for (byte[] frame : frames) {
      bytes.raw(frame);
    }
    return bytes.bytes();
  }

  static List<Case> lies() {
    byte[] counts = frame(new Bytes().numbers(1, 1, MANY).bytes());
    byte[] zero = frame(new byte[1]);
    byte[] zeros = repeated(0, A_FEW_MILLION);
    return List.of(
        new Case(
            "number of streams",
            RawArchive.withFooter(new byte[9], new Bytes().container(100_000_000).bytes()),
            "more streams"),
        new Case(
            "number of parts",
            RawArchive.withFooter(
                new byte[9],
                new Bytes().container(1).text("x0d").container(100_000_000).container(0).bytes()),
            "more parts"),
        lie(
            "pairs of file_type_info",
            honest().part("file_type_info", MANY, new byte[700]),
            "pairs"),
        lie("frame's size", honest().part(SAMPLES, 1 << 22, repeated(0, 9, 1 << 22)), "too much"),
        lie("metadata beside a frame", honest().part(SAMPLES, MANY, repeated(0, 9)), "too small"),
        lie("size of sample names", honest().part(SAMPLES, MOST, repeated(0, MOST)), "too small"),
        lie(
            "number of samples",
            honest().part(SAMPLES, 9, frame(Arrays.copyOf(new Bytes().numbers(MANY).bytes(), 9))),
            "more names"),
        lie(
            "number of samples, with bytes for them",
            honest().part(SAMPLES, A_FEW_MILLION, repeated(0x60, A_FEW_MILLION)),
            "string"),
        lie("size of contig names", honest().part(CONTIGS, MOST, repeated(0, MOST)), "too small"),
        lie(
            "size of details",
            honest()
                .part(
                    DETAILS,
                    0,
                    detailsOf(new long[] {MANY, 1, 1, 1, 1}, zero, zero, zero, zero, zero)),
            "too small"),
        lie(
            "size of groups",
            honest()
                .part(
                    DETAILS,
                    0,
                    detailsOf(new long[] {3, MANY, 1, 1, 1}, zero, zero, zero, zero, zero)),
            "too small"),
        lie(
            "size of orientations",
            honest()
                .part(
                    DETAILS,
                    0,
                    detailsOf(new long[] {3, 1, 1, 1, MANY}, zero, zero, zero, zero, zero)),
            "too small"),
        lie(
            "number of segments",
            honest()
                .part(
                    DETAILS,
                    0,
                    detailsOf(new long[] {7, 1, 1, 1, 1}, counts, zero, zero, zero, zero)),
            "more segments"),
        lie("segments, with bytes for them", manySegments(zeros), "so many contigs and segments"),
        lie("contigs, with bytes for them", manyContigs(), "so many contigs and segments"),
        lie(
            "length of a raw sequence",
            honest().part(DETAILS, 0, details(0, 0, MANY)),
            "another length"),
        lie(
            "length of a delta's sequence",
            delta(MANY, "\u001e2147483647\u0004"),
            "another length"),
        lie(
            "length of a run of N",
            delta(2_000_000_004, "\u001e2000000000\u0004"),
            "too small for a segment"),
        lie("size of a pack", honest().part("x0d", MANY, marked(repeated(0, 9))), "another size"),
        lie(
            "size of a pack and of its frame",
            honest().part("x0d", 1 << 30, marked(repeated(0, MOST, 1 << 30))),
            "too much"),
        lie(
            "items of a raw pack",
            honest().part("x0d", MOST, marked(manyItems())),
            "so many sequences"),
        lie("items of a pack", delta(4, marked(repeated(-1, MOST)), MOST), "so many sequences"),
        lie(
            "size of a reference",
            delta(4, "A").part("xGr", MANY, marked(repeated(0, 9))),
            "another size"),
        lie(
            "symbols of a reference",
            delta(4, "A").part("xGr", 4L * (MOST - 2), tuples()),
            "another length"),
        lie("commands of format 2", format2(), "too many"),
        lie("metadata of format 1", format1(repeated(0, MOST), MOST), "too small"));
  }

  private static byte[] marked(byte[] frame) {
    return Arrays.copyOf(frame, frame.length + 1);
  }

  /** A segment in group 16 whose delta is {@code delta}. */
  private static RawArchive delta(long length, String delta) {
    return delta(length, (delta + "\u00ff").getBytes(StandardCharsets.ISO_8859_1), 0);
  }

  private static RawArchive delta(long length, byte[] pack, long metadata) {
    return honest().part(DETAILS, 0, details(16, 1, length)).part("xGd", metadata, pack);
  }

  /** Four symbols A in each byte; the last one says so. */
  private static byte[] tuples() {
    byte[] content = new byte[MOST];
    content[MOST - 1] = 0x40;
    byte[] marked = marked(frame(content));
    marked[marked.length - 1] = 1;
    return marked;
  }

  /** The honest sequence, and empty ones after it. */
  private static byte[] manyItems() {
    byte[] content = new byte[MOST];
    Arrays.fill(content, (byte) -1);
    System.arraycopy(new byte[] {0, 1, 2, 3}, 0, content, 0, 4);
    return frame(content);
  }

  private static RawArchive manySegments(byte[] zeros) {
    byte[] counts = frame(new Bytes().numbers(1, 1, A_FEW_MILLION).bytes());
    return honest().part(DETAILS, 0, details(counts, zeros, zeros, zeros, zeros));
  }

  /** A sample of millions of contigs without names or segments. */
  private static RawArchive manyContigs() {
    int contigs = A_FEW_MILLION;
    byte[] names = new byte[contigs + 5];
    byte[] head = new Bytes().numbers(1, contigs).bytes();
    System.arraycopy(head, 0, names, 0, head.length);
    byte[] packed = frame(names);
    byte[] zero = frame(new byte[0]);
    return honest()
        .part(CONTIGS, names.length, packed)
        .part(DETAILS, 0, details(packed, zero, zero, zero, zero));
  }

  /** No samples, but millions of empty command lines. */
  private static RawArchive format2() {
    byte[] content = new byte[A_FEW_MILLION];
    byte[] head = new Bytes().numbers(1, 0, A_FEW_MILLION / 4).bytes();
    System.arraycopy(head, 0, content, 0, head.length);
    return about(new RawArchive(), 2, words(K, 20, CARDINALITY, SEGMENT_SIZE))
        .part("collection-main", content.length, frame(content));
  }

  private static RawArchive format1(byte[] frame, long size) {
    return about(new RawArchive(), 1, words(K, 20, CARDINALITY))
        .part("collection-desc", size, frame);
  }

  /** Takes letters and forgets them. */
  private static final class Nowhere implements WritableByteChannel {
    @Override
    public int write(ByteBuffer letters) {
      int count = letters.remaining();
      letters.position(letters.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  private void readAll(Path file, MemoryBudget budget) throws IOException {
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS, budget);
        Arena arena = Arena.ofConfined()) {
      MemorySegment codes = arena.allocate(100);
      reader.commands();
      for (long sample = 0; sample < reader.samples(); sample++) {
        for (long contig = 0; contig < reader.contigs(sample); contig++) {
          long length = reader.contigLength(sample, contig);
          reader.fetch(sample, contig, 0, Math.min(100, length), codes);
          // All of it, since what is asked for once is not kept and is read in another way.
          reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, new Nowhere());
        }
      }
    }
  }

  @Test
  void theArchiveThatTheLiesAreMadeOfIsRead(MemoryBudget budget) throws IOException {
    readAll(Files.write(folder.resolve("x.agc"), honest().bytes()), budget);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void declaredNumbersAreCheckedBeforeMemoryIsReserved(Case lie, MemoryBudget budget)
      throws IOException {
    assertTrue(lie.file.length < FILE_BYTES_MAX, lie.file.length + " bytes");
    Path file = Files.write(folder.resolve("x.agc"), lie.file);
    CorruptArchiveException refused =
        assertThrows(CorruptArchiveException.class, () -> readAll(file, budget));
    assertTrue(refused.getMessage().contains(lie.reason), refused.getMessage());
    assertTrue(budget.peakBytes() < MEMORY_MAX, budget.peakBytes() + " bytes reserved");
  }

  /** A run of one letter is a kilobyte however long it is, and that is no lie. */
  @Test
  void whatASmallArchiveHonestlyHoldsIsRead(MemoryBudget budget) throws IOException {
    RawArchive archive =
        honest()
            .part(DETAILS, 0, details(0, 0, MOST - 1))
            .part("x0d", MOST, marked(withSeparator(MOST)));
    Path file = Files.write(folder.resolve("x.agc"), archive.bytes());
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS, budget)) {
      assertEquals(MOST - 1, reader.contigLength(0, 0));
    }
    readAll(file, budget);
  }

  /** {@code length} − 1 codes of N and a separator. */
  private static byte[] withSeparator(int length) {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 4);
    content[length - 1] = -1;
    return frame(content);
  }

  /** A contig that joins the raw group and the other one. */
  private Path input() throws IOException {
    String contig = FIRST_SPLITTER + "ACGTGTTAGC".repeat(5) + LAST_SPLITTER;
    return Files.writeString(folder.resolve("t.fa"), ">c\n" + contig + "\n>short\nACGT\n");
  }

  /** Extends {@code source}; the most memory that this took. */
  private long append(Path source) throws IOException {
    try (ArchiveWriter writer = new ArchiveWriter(CreateOptions.DEFAULTS)) {
      try {
        writer.append(source, folder.resolve("y.agc"), writer.files(List.of(input())), done -> {});
      } catch (CorruptArchiveException e) {
        // What extending does not read it cannot refuse.
        assertFalse(Files.exists(folder.resolve("y.agc")));
      }
      return writer.memory().peakBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("lies")
  void extendingReservesNoMoreThanItWouldForAnHonestArchive(Case lie) throws IOException {
    long usual = append(Files.write(folder.resolve("x.agc"), honest().bytes()));
    assertTrue(Files.deleteIfExists(folder.resolve("y.agc")));
    long most = append(Files.write(folder.resolve("x.agc"), lie.file));
    assertTrue(most < usual + MEMORY_MAX, most + " bytes reserved");
  }

  @Test
  void manyRangesReserveNothingForALie(MemoryBudget budget) throws IOException {
    byte[] lie = honest().part(DETAILS, 0, details(0, 0, MANY)).bytes();
    Path file = Files.write(folder.resolve("x.agc"), lie);
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS, budget)) {
      List<ContigRange> all = List.of(new ContigRange(0, 0, 0, Long.MAX_VALUE));
      Executable read = () -> reader.fetchAll(all, RangeOptions.DEFAULTS, (index, codes) -> {});
      assertThrows(RangeException.class, read);
    }
    assertTrue(budget.peakBytes() < MEMORY_MAX, budget.peakBytes() + " bytes reserved");
  }
}
