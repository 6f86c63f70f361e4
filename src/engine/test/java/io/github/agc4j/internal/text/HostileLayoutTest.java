package io.github.agc4j.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.Salvage;
import io.github.agc4j.Verifier;
import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.error.FastaFormatException;
import io.github.agc4j.internal.archive.ArchiveFile;
import io.github.agc4j.internal.archive.ArchiveFileWriter;
import io.github.agc4j.internal.archive.PartClaim;
import io.github.agc4j.internal.archive.StreamNames;
import io.github.agc4j.internal.memory.GrowableBytes;
import io.github.agc4j.internal.memory.MemoryBudget;
import io.github.agc4j.internal.text.line.Blanks;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.VerifyPlan;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.Findings;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What streams of texts tell is believed as far as the letters bear it out. */
class HostileLayoutTest {
  private static final String TEXT = ">a\nACGT\n>b\nAAcc\n";
  private static final String UPPER = ">a\nACGT\n>b\nAACC\n";
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).build();

  @TempDir private Path folder;
  private final MemoryBudget budget = MemoryBudget.root(MemoryBudget.UNLIMITED);
  private Path archive;

  @BeforeEach
  void createArchive() throws IOException {
    archive = folder.resolve("a.agc");
    Path other = Files.writeString(folder.resolve("t.fa"), TEXT.replace("GT", "GA"));
    Fasta.create(archive, List.of(Files.writeString(folder.resolve("s.fa"), TEXT), other), OPTIONS);
  }

  /** The archive with {@code part} as the only part of {@code stream}. */
  private Path withPart(String stream, long metadata, MemorySegment part) throws IOException {
    Path target = folder.resolve("p.agc");
    Files.deleteIfExists(target);
    try (ArchiveFile from = ArchiveFile.open(archive, budget, budget);
        ArchiveFileWriter out = ArchiveFileWriter.create(target, true, budget, budget)) {
      for (int each = 0; each < from.directory().streams(); each++) {
        String name = from.directory().name(each);
        if (name.equals(StreamNames.CHECKSUMS)) {
          continue;
        }
        int added = out.addStream(name);
        if (name.equals(stream)) {
          PartClaim claim = out.claim(added, part.byteSize());
          MemorySegment.copy(part, 0, claim.room(), 0, part.byteSize());
          claim.commit(metadata, part.byteSize());
        } else {
          for (long i = 0; i < from.directory().parts(each); i++) {
            out.keep(added, from, each, i);
          }
        }
      }
      out.finish();
    }
    return target;
  }

  private static void put(GrowableBytes target, long... numbers) {
    for (long number : numbers) {
      target.putVarint(number);
    }
  }

  /** A part with the layout of the first sample, whose first contig has these lines. */
  private Path withLines(long... lines) throws IOException {
    try (GrowableBytes told = new GrowableBytes(budget);
        GrowableBytes row = new GrowableBytes(budget);
        GrowableBytes part = new GrowableBytes(budget)) {
      put(told, lines);
      put(row, 0, LayoutWriter.HAS_DIGEST, 2, 3, told.size());
      row.put(told.written(), 0, told.size());
      put(row, 0, 0, '\n');
      put(part, 0, 0, 1, row.size(), 0);
      part.put(row.written(), 0, row.size());
      part.putLongLittleEndian(0x1234);
      return withPart(StreamNames.LAYOUTS, 0, part.written());
    }
  }

  private void assertRefusedAndSaved(Path damaged) throws IOException {
    assertThrows(CorruptArchiveException.class, () -> Fasta.extract(damaged, 1));
    assertFalse(new Verifier(VerifyPlan.full(1), new Findings()).verify(damaged).isWhole());
    Path saved = folder.resolve("saved.agc");
    Files.deleteIfExists(saved);
    Findings findings = new Findings();
    assertEquals(2, new Salvage(OPTIONS, findings).run(damaged, saved, done -> {}));
    assertEquals(TEXT, Fasta.shown(Fasta.extract(saved, 1).get("s")));
    assertTrue(new Verifier(VerifyPlan.full(1), new Findings()).verify(saved).isWhole());
  }

  @ParameterizedTest(name = "{0} lines of nothing and {1}")
  @ValueSource(longs = {1L << 21, 1L << 33, 1L << 50, 1L << 62, Long.MAX_VALUE})
  void linesThatNoTextHasAreRefused(long count) throws IOException {
    for (int unit : new int[] {0, '\n', 33}) {
      Path damaged = withLines(0, '\n', 1, 0, unit, count, 4, '\n', 1);
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertRefusedAndSaved(damaged));
    }
  }

  @Test
  void linesOfAnotherLengthThanTheContigAreRefused() throws IOException {
    assertRefusedAndSaved(withLines(0, '\n', 1, 2, '\n', 1));
    assertRefusedAndSaved(withLines(0, '\n', 1, 5, '\n', 1));
    assertRefusedAndSaved(withLines(0, '\n', 1, 1L << 40, '\n', 1L << 40));
    assertRefusedAndSaved(withLines(0, '\n'));
  }

  @Test
  void aDigestThatTheTextHasNotIsNotHandedOn() throws IOException {
    Path damaged = withLines(0, '\n', 1, 2, '\n', 2);
    assertFalse(new Verifier(VerifyPlan.full(1), new Findings()).verify(damaged).isWhole());
    Path saved = folder.resolve("saved.agc");
    assertEquals(2, new Salvage(OPTIONS, new Findings()).run(damaged, saved, done -> {}));
    assertEquals(">a\nAC\nGT\n>b\nAAcc\n", Fasta.shown(Fasta.extract(saved, 1).get("s")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1L << 31, 1L << 40, Long.MAX_VALUE})
  void masksOfGroupsThatAreNotThereAreRefusedWhenTheArchiveIsExtended(long group)
      throws IOException {
    Path damaged;
    try (GrowableBytes part = new GrowableBytes(budget)) {
      put(part, 0, 0, 1, 2, 0, 0, 0);
      damaged = withPart(StreamNames.MASKS, group + 100, part.written());
    }
    Path more = Files.writeString(folder.resolve("more.fa"), UPPER);
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      assertThrows(
          CorruptArchiveException.class,
          () ->
              writer.append(
                  damaged, folder.resolve("x.agc"), writer.files(List.of(more)), done -> {}));
    }
  }

  @Test
  void linesThatRepeatThemselvesWithoutEndComeBackUpToALimit() throws IOException {
    int pairs = (int) Blanks.BYTES_MAX / 2;
    StringBuilder text = new StringBuilder();
    for (int contig = 0; contig < 8; contig++) {
      text.append(">c").append(contig).append('\n').append("AC").append(" \n".repeat(pairs));
    }
    Path file = Files.writeString(folder.resolve("blank.fa"), text);
    Path blank = folder.resolve("blank.agc");
    Fasta.create(blank, List.of(file), OPTIONS);
    assertEquals(text.toString(), Fasta.shown(Fasta.extract(blank, 1).get("blank")));
    Files.writeString(file, ">c\nAC\n" + "\n".repeat((int) Blanks.BYTES_MAX) + "G\n");
    FastaFormatException refused =
        assertThrows(
            FastaFormatException.class,
            () -> Fasta.create(folder.resolve("c.agc"), List.of(file), OPTIONS));
    assertTrue(refused.getMessage().contains("blanks and line ends"), refused.getMessage());
  }
}
