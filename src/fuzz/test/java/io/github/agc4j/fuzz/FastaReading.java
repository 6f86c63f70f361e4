package io.github.agc4j.fuzz;

import io.github.agc4j.AgcReader;
import io.github.agc4j.fuzz.input.Workplace;
import io.github.agc4j.internal.digest.ContigHasher;
import io.github.agc4j.internal.dna.Nucleotides;
import io.github.agc4j.internal.dna.PackedSequence;
import io.github.agc4j.internal.fasta.ContigBlocks;
import io.github.agc4j.internal.fasta.FastaReader;
import io.github.agc4j.internal.fasta.LetterPacker;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * Reads a FASTA file: it is refused with a message, or what is read is what a simple reader makes
 * of it, and so is what comes back from an archive of it.
 */
final class FastaReading {
  private static final int ARCHIVED_EACH = 3;

  /** A contig, its letters in upper case. */
  private record Contig(String name, String letters) {}

  private FastaReading() {}

  /** Reads a file of these bytes. */
  static void check(byte[] file) throws IOException {
    Path path = Workplace.file("f.fa", file);
    for (boolean unknownToN : new boolean[] {false, true}) {
      MemoryBudget total = MemoryBudget.root(MemoryBudget.UNLIMITED);
      List<Contig> contigs = new ArrayList<>();
      IOException failure = Bounds.attempt(() -> read(path, unknownToN, total, contigs));
      if (total.currentBytes() != 0 || total.peakBytes() > Bounds.MEMORY_BYTES) {
        throw new AssertionError(
            "reserved " + total.peakBytes() + ", kept " + total.currentBytes(), failure);
      }
      List<Contig> expected = failure == null ? simplyRead(file) : null;
      if (expected != null && !expected.equals(contigs)) {
        throw new AssertionError("read " + contigs + " of " + expected);
      }
      if (failure == null && !unknownToN && isArchived(file)) {
        archive(path, contigs);
      }
    }
  }

  private static void read(Path file, boolean unknownToN, MemoryBudget total, List<Contig> contigs)
      throws IOException {
    try (Arena arena = Arena.ofConfined();
        LetterPacker packer = new LetterPacker(new ContigHasher(), KeptText.NONE, total);
        FastaReader reader = new FastaReader(file, unknownToN, packer);
        BlockPool pool = new BlockPool(total)) {
      while (reader.nextContig()) {
        String name = new String(reader.name(), StandardCharsets.ISO_8859_1);
        ContigBlocks blocks = new ContigBlocks(pool);
        try {
          PackedSequence sequence = reader.readSequence(blocks);
          MemorySegment codes = arena.allocate(Math.max(1, sequence.symbols()));
          sequence.unpack(0, sequence.symbols(), codes, 0);
          contigs.add(new Contig(name, letters(codes, sequence.symbols())));
        } finally {
          blocks.free();
        }
      }
    }
  }

  private static String letters(MemorySegment codes, long length) {
    StringBuilder letters = new StringBuilder();
    for (long i = 0; i < length; i++) {
      letters.append((char) Nucleotides.letterOf(codes.get(ValueLayout.JAVA_BYTE, i)));
    }
    return letters.toString();
  }

  /** The contigs of a file that is in order; null if the JDK's reader of gzip refuses it. */
  private static List<Contig> simplyRead(byte[] file) {
    byte[] bytes = file;
    if (file.length > 1 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
        bytes = in.readAllBytes();
      } catch (IOException e) {
        return null;
      }
    }
    List<Contig> contigs = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r")) {
      int last = contigs.size() - 1;
      if (line.startsWith(">")) {
        contigs.add(new Contig(line.substring(1), ""));
      } else if (last >= 0) {
        Contig contig = contigs.get(last);
        contigs.set(last, new Contig(contig.name(), contig.letters() + letters(line)));
      } else if (line.strip().startsWith(">")) {
        contigs.add(new Contig(line.strip().substring(1), ""));
      }
    }
    return contigs;
  }

  private static String letters(String line) {
    StringBuilder letters = new StringBuilder();
    for (char c : line.toCharArray()) {
      int code = Nucleotides.codeOf(c);
      if (code != Nucleotides.DROPPED) {
        letters.append((char) Nucleotides.letterOf(code < 0 ? Nucleotides.N : code));
      }
    }
    return letters.toString();
  }

  private static boolean isArchived(byte[] file) {
    CRC32 crc = new CRC32();
    crc.update(file);
    return crc.getValue() % ARCHIVED_EACH == 0;
  }

  private static void archive(Path file, List<Contig> contigs) throws IOException {
    Path archive = Workplace.folder().resolve("fasta.agc");
    Files.deleteIfExists(archive);
    CreateOptions options =
        CreateOptions.builder()
            .parameters(17, 15, 100, 2)
            .threads(Files.size(file) % Bounds.SHARED_EACH == 0 ? 2 : 1)
            .build();
    IOException failure =
        Bounds.attempt(
            () -> {
              try (ArchiveWriter writer = new ArchiveWriter(options)) {
                writer.create(archive, writer.files(List.of(file)), done -> {});
              }
            });
    if (failure != null) {
      if (Files.exists(archive)) {
        throw new AssertionError("an unfinished archive is left", failure);
      }
      return;
    }
    List<Contig> extracted = new ArrayList<>();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS)) {
      for (String name : reader.contigNames(0)) {
        int contig = extracted.size();
        byte[] letters = new byte[(int) reader.contigLength(0, contig)];
        reader.fetchLetters(0, contig, 0, letters.length, letters, 0);
        extracted.add(new Contig(name, new String(letters, StandardCharsets.US_ASCII)));
      }
    }
    // Names are bytes of any encoding, of which String keeps those of UTF-8 only.
    List<Contig> expected =
        contigs.stream()
            .map(
                contig ->
                    new Contig(
                        new String(
                            contig.name().getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8),
                        contig.letters()))
            .toList();
    if (!expected.equals(extracted)) {
      throw new AssertionError("extracted " + extracted + " of " + expected);
    }
  }
}
