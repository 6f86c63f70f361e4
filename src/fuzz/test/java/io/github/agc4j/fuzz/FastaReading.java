package io.github.agc4j.fuzz;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
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
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * Reads a FASTA file: it is refused with a message, or what is read is what a simple reader makes
 * of it, and its text comes back from an archive of it, byte for byte.
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
      byte[] text = failure == null ? text(file) : null;
      if (text != null && !simplyRead(text).equals(contigs)) {
        throw new AssertionError("read " + contigs + " of " + simplyRead(text));
      }
    }
    byte[] text = text(file);
    if (text != null && isArchived(file)) {
      archive(path, text);
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

  /** The text of a file; null if the JDK's reader of gzip refuses it. */
  private static byte[] text(byte[] file) {
    if (file.length > 1 && file[0] == 0x1f && (file[1] & 0xff) == 0x8b) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
        return in.readAllBytes();
      } catch (IOException e) {
        return null;
      }
    }
    return file;
  }

  /** The contigs of a text that is in order. */
  private static List<Contig> simplyRead(byte[] text) {
    List<Contig> contigs = new ArrayList<>();
    for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r")) {
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

  private static void archive(Path file, byte[] text) throws IOException {
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
    ByteArrayOutputStream extracted = new ByteArrayOutputStream();
    try (AgcReader reader = AgcReader.open(archive, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, TextForm.AS_READ, 1)) {
      extractor.samples(SampleIndexes.of(0), new Collected(extracted));
    }
    if (!Arrays.equals(text, extracted.toByteArray())) {
      throw new AssertionError(
          "extracted " + shown(extracted.toByteArray()) + " of " + shown(text));
    }
  }

  private static String shown(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Collects the text of one sample. */
  private record Collected(ByteArrayOutputStream text) implements FastaOutput {
    @Override
    public void startSample(String name) {
      text.reset();
    }

    @Override
    public void write(ByteBuffer piece) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      text.writeBytes(bytes);
    }

    @Override
    public void endSample() {}
  }
}
