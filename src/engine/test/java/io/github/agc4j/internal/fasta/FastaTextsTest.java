package io.github.agc4j.internal.fasta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.memory.BlockPool;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.option.KeptText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class FastaTextsTest {
  @TempDir private Path folder;

  private final List<String> doubts = new ArrayList<>();
  private long bytesRead;

  private enum Form {
    PLAIN,
    GZIP,
    ZSTD,
    XZ,
    BZIP2;

    private byte[] of(byte[] text) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = over(packed)) {
        out.write(this == ZSTD ? Zstd.compress(text) : text);
      }
      return packed.toByteArray();
    }

    private OutputStream over(OutputStream out) throws IOException {
      return switch (this) {
        case PLAIN, ZSTD -> out;
        case GZIP -> new GZIPOutputStream(out);
        case XZ -> new XZOutputStream(out, new LZMA2Options(0));
        case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      };
    }
  }

  /** A tar archive that is put together. */
  private static final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream out = new TarArchiveOutputStream(bytes);

    private Tar() {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    private Tar file(String name, byte[] content) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
      return this;
    }

    private Tar other(String name, byte kind) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind);
      entry.setLinkName("elsewhere");
      out.putArchiveEntry(entry);
      out.closeArchiveEntry();
      return this;
    }

    private byte[] end() throws IOException {
      out.close();
      return bytes.toByteArray();
    }
  }

  private static byte[] genome(int seed, int symbols) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(">c" + seed + "\n");
    for (int i = 0; i < symbols; i++) {
      text.append("ACGT".charAt(random.nextInt(4)));
    }
    return text.append('\n').toString().getBytes(UTF_8);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /** For each text in a file where it comes from in the folder, its contigs and their lengths. */
  private List<String> read(Path file) throws IOException {
    doubts.clear();
    List<String> read = new ArrayList<>();
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (BlockPool pool = new BlockPool(budget);
        LetterPacker packer = new LetterPacker(null, KeptText.NONE, budget);
        FastaTexts texts = new FastaTexts(file, budget, bytes -> bytesRead += bytes, doubts::add)) {
      for (FastaReader reader = texts.next(false, packer);
          reader != null;
          reader = texts.next(false, packer)) {
        read.add(contigs(reader, pool));
        reader.close();
      }
    }
    return read;
  }

  private String contigs(FastaReader reader, BlockPool pool) throws IOException {
    StringBuilder text = new StringBuilder(folder.relativize(reader.file()).toString());
    while (reader.nextContig()) {
      ContigBlocks blocks = new ContigBlocks(pool);
      text.append(' ').append(new String(reader.name(), UTF_8)).append(' ');
      text.append(reader.readSequence(blocks).symbols());
      blocks.free();
    }
    return text.toString();
  }

  private String failure(Path file) {
    return assertThrows(FastaFormatException.class, () -> read(file)).getMessage();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void compressedFilesAreRead(Form form) throws IOException {
    byte[] packed = form.of(genome(1, 300_000));
    assertEquals(List.of("a.fa c1 300000"), read(file("a.fa", packed)));
    assertEquals(packed.length, bytesRead);
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"XZ", "BZIP2"})
  void severalStreamsAreOneText(Form form) throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(form.of(genome(1, 1000)));
    two.write(form.of(genome(2, 500)));
    assertEquals(List.of("a.fa c1 1000 c2 500"), read(file("a.fa", two.toByteArray())));
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"XZ", "BZIP2"})
  void cutAndDamagedFilesAreRefused(Form form) throws IOException {
    byte[] whole = form.of(genome(1, 20_000));
    for (int end = 10; end < whole.length; end += 97) {
      String told = failure(file("cut.fa", Arrays.copyOf(whole, end)));
      assertTrue(told.contains("cut.fa: truncated or damaged"), told);
    }
    for (int at = 14; at < whole.length - 4; at += 211) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      failure(file("damaged.fa", damaged));
    }
  }

  @Test
  void xzThatTakesTooMuchOfTheHeapIsRefusedWithWhatItTakes() throws IOException {
    // The header of a block that has a dictionary of 1.5 GiB (xz format, sections 3.1 and 5.3.1).
    byte[] xz = Form.XZ.of(genome(1, 1000));
    int properties = 12 + 4;
    assertEquals(0x21, xz[properties - 2], "LZMA2");
    xz[properties] = 37;
    CRC32 crc = new CRC32();
    crc.update(xz, 12, 8);
    for (int i = 0; i < Integer.BYTES; i++) {
      xz[20 + i] = (byte) (crc.getValue() >>> 8 * i);
    }
    String told = failure(file("a.fa.xz", xz));
    assertTrue(told.contains("takes 1536 MiB of heap to decompress"), told);
    assertTrue(told.contains("xz -dc"), told);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void eachFastaFileInTarArchivesIsOneText(Form form) throws IOException {
    String longName = "x".repeat(200) + ".fna.xz";
    byte[] tar =
        new Tar()
            .other("d/", TarConstants.LF_DIR)
            .file("./d/a.fa", genome(1, 200_000))
            .file("/d/b.fa.gz", Form.GZIP.of(genome(2, 300)))
            .file("d/" + longName, Form.XZ.of(genome(3, 70)))
            .file("none", genome(4, 5))
            .end();
    assertEquals(
        List.of(
            "k.tar/d/a.fa c1 200000",
            "k.tar/d/b.fa.gz c2 300",
            "k.tar/d/" + longName + " c3 70",
            "k.tar/none c4 5"),
        read(file("k.tar", form.of(tar))));
    assertEquals(List.of(), doubts);
  }

  @Test
  void whatIsNoFastaIsToldAndLeftOut() throws IOException {
    byte[] tar =
        new Tar()
            .file("README", "hello".getBytes(UTF_8))
            .file("empty", new byte[0])
            .file("._a.fa", "a fork".getBytes(UTF_8))
            .other("l.fa", TarConstants.LF_SYMLINK)
            .other("h.fa", TarConstants.LF_LINK)
            .other("p.fa", TarConstants.LF_FIFO)
            .file("page", "<html>".getBytes(UTF_8))
            .file("a.fa", genome(1, 10))
            .end();
    assertEquals(List.of("k.tar/a.fa c1 10"), read(file("k.tar", tar)));
    String at = folder.resolve("k.tar").toString();
    assertEquals(
        List.of(
            at + "/README: is not FASTA, left out",
            at + "/empty: is not FASTA, left out",
            at + "/l.fa: is a link or a device, left out",
            at + "/h.fa: is a link or a device, left out",
            at + "/p.fa: is a link or a device, left out",
            at + "/page: is not FASTA, left out"),
        doubts);
  }

  @Test
  void membersThatAreCalledFastaMustBe() throws IOException {
    Path tar = file("k.tar", new Tar().file("a.fa", "hello".getBytes(UTF_8)).end());
    assertTrue(failure(tar).endsWith("k.tar/a.fa:1: not FASTA: a record must start with '>'"));
    Path empty = file("e.tar", new Tar().file("a.fa.gz", new byte[0]).end());
    assertTrue(failure(empty).endsWith("e.tar/a.fa.gz: is empty"));
  }

  @Test
  void archivesThatAreNoneOrHaveNothingAreRefused() throws IOException {
    Path none = file("a.tar", genome(1, 10));
    assertTrue(failure(none).endsWith("a.tar: is called a tar archive, and is none"));
    Path nothing = file("n.tar", new Tar().file("README", "hello".getBytes(UTF_8)).end());
    assertTrue(failure(nothing).endsWith("n.tar: a tar archive without any FASTA file"));
  }

  @Test
  void archivesWithoutMembersAreToldAsSuch() throws IOException {
    assertTrue(
        failure(file("e.tar", new Tar().end())).endsWith("a tar archive without any FASTA file"));
  }

  @Test
  void longTextsThatAreNoFastaAreRefusedAsSuch() throws IOException {
    Path text = file("a.txt", "no FASTA at all, ".repeat(100).getBytes(UTF_8));
    assertTrue(failure(text).endsWith("a.txt:1: not FASTA: a record must start with '>'"));
  }

  @Test
  void theOldestFormOfArchivesIsReadToo() throws IOException {
    byte[] tar = new Tar().file("a.fa", genome(1, 10)).end();
    // Without what ustar added: magic, version, owner (pax, section 4.3); its bytes count no more.
    Arrays.fill(tar, 257, 345, (byte) 0);
    Arrays.fill(tar, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(UTF_8);
    System.arraycopy(digits, 0, tar, 148, digits.length);
    assertEquals(List.of("k.tar/a.fa c1 10"), read(file("k.tar", tar)));
  }

  @Test
  void whatFollowsBehindAnArchiveIsNotLost() throws IOException {
    byte[] one = new Tar().file("a.fa", genome(1, 10)).end();
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    for (Form form : new Form[] {Form.PLAIN, Form.GZIP}) {
      assertTrue(failure(file("k.tar", form.of(two))).contains("something follows after the end"));
    }
  }

  @Test
  void archivesAreNeverCutWithoutAnyWord() throws IOException {
    byte[] whole = new Tar().file("a.fa", genome(1, 1500)).file("b.fa", genome(2, 700)).end();
    int content = 512 + 1536 + 512 + 1024;
    for (int end = 512; end < whole.length; end += 128) {
      Path cut = file("cut.tar", Arrays.copyOf(whole, end));
      boolean isTold;
      try {
        read(cut);
        isTold = !doubts.isEmpty();
      } catch (FastaFormatException e) {
        isTold = true;
      }
      // Within the zeroes at its end an archive has lost nothing.
      assertTrue(isTold || end > content, "cut at " + end + " of " + whole.length);
      assertTrue(!isTold || end < content + 1024, "whole at " + end + " of " + whole.length);
    }
  }

  @Test
  void aTarArchiveOfAnotherNameIsToldWhereOneTextIsWanted() throws IOException {
    Path file = file("a.fa", new Tar().file("a.fa", genome(1, 10)).end());
    MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
    try (LetterPacker packer = new LetterPacker(null, KeptText.NONE, budget);
        FastaReader reader = new FastaReader(file, false, packer)) {
      String told = assertThrows(FastaFormatException.class, reader::nextContig).getMessage();
      assertTrue(told.contains("is a tar archive"), told);
    }
  }

  @Test
  void theFirstGenomeOfTarArchivesIsLookedAt() throws IOException {
    byte[] tar = new Tar().file("a.fa", genome(1, 3_000_000)).file("b.fa", genome(2, 10)).end();
    assertEquals(3_000_000, GenomeLook.at(file("k.tar.gz", Form.GZIP.of(tar))).symbols(), 10_000);
  }
}
