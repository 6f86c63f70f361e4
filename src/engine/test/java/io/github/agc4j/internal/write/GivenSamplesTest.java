package io.github.agc4j.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.AgcReader;
import io.github.agc4j.internal.collection.SampleSource;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.KeptText;
import io.github.agc4j.option.Modes;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.testing.ArchiveContent;
import io.github.agc4j.testing.Fasta;
import io.github.agc4j.testing.RandomCollection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that the caller hands in, contig by contig. */
@Tag("slow")
class GivenSamplesTest {
  private static final CreateOptions OPTIONS =
      CreateOptions.builder().parameters(17, 20, 500, 3).build();

  @TempDir private Path folder;

  private record Contig(String name, String letters) {}

  private record Sample(String name, List<Contig> contigs) {}

  /** Hands out letters in pieces of changing size. */
  private static class Given implements SampleSource {
    private final List<Sample> samples;
    private int sample = -1;
    private int contig;
    private int position;

    Given(List<Sample> samples) {
      this.samples = samples;
    }

    @Override
    public boolean nextSample() throws IOException {
      contig = -1;
      return ++sample < samples.size();
    }

    @Override
    public String sampleName() {
      return samples.get(sample).name();
    }

    @Override
    public boolean nextContig() {
      position = 0;
      return ++contig < samples.get(sample).contigs().size();
    }

    private Contig contig() {
      return samples.get(sample).contigs().get(contig);
    }

    @Override
    public String contigName() {
      return contig().name();
    }

    @Override
    public int read(byte[] letters) {
      String text = contig().letters();
      int count = Math.min(1 + (position * 7 + 5) % 1000, text.length() - position);
      byte[] piece =
          text.substring(position, position + count).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(piece, 0, letters, 0, count);
      position += count;
      return count == 0 ? -1 : count;
    }
  }

  private static Sample sample(Path file) throws IOException {
    List<Contig> contigs = new ArrayList<>();
    for (String record :
        Fasta.shown(Fasta.relined(Fasta.text(file), 80)).substring(1).split("\n>")) {
      int end = record.indexOf('\n');
      contigs.add(
          new Contig(
              end < 0 ? record : record.substring(0, end),
              end < 0 ? "" : record.substring(end).replace("\n", "")));
    }
    return new Sample(io.github.agc4j.internal.write.input.SampleNames.of(file), contigs);
  }

  private static List<Sample> samples(List<Path> files) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files) {
      samples.add(sample(file));
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void makeTheArchiveThatTheirFilesMake(int threads) throws IOException {
    List<Path> files = new RandomCollection(new Random(41)).write(folder, 9, 15_000);
    CreateOptions options =
        OPTIONS.toBuilder().threads(threads).keptText(new KeptText(true, true, false)).build();
    Path expected = folder.resolve("files.agc");
    Fasta.create(expected, files, options);
    Path given = folder.resolve("given.agc");
    Path extended = folder.resolve("extended.agc");
    ArchiveWriter writer = new ArchiveWriter(options);
    List<Long> progress = new ArrayList<>();
    try (writer) {
      writer.create(given, writer.samples(new Given(samples(files))), progress::add);
    }
    assertEquals(0, writer.memory().currentBytes());
    assertEquals(-1, Files.mismatch(expected, given));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), progress);
    try (ArchiveWriter first = new ArchiveWriter(options);
        ArchiveWriter second = new ArchiveWriter(options)) {
      first.create(extended, first.samples(new Given(samples(files.subList(0, 4)))), done -> {});
      second.appendInPlace(
          extended, second.samples(new Given(samples(files.subList(4, 7)))), done -> {});
    }
    Path copied = folder.resolve("copied.agc");
    try (ArchiveWriter third = new ArchiveWriter(options)) {
      third.append(
          extended, copied, third.samples(new Given(samples(files.subList(7, 9)))), done -> {});
    }
    assertEquals(ArchiveContent.withoutPlaces(expected), ArchiveContent.withoutPlaces(copied));
  }

  private void refused(SampleSource source, String reason) {
    Path target = folder.resolve("refused.agc");
    ArchiveWriter writer = new ArchiveWriter(OPTIONS.toBuilder().threads(2).build());
    try (writer) {
      IOException e =
          assertThrows(
              IOException.class, () -> writer.create(target, writer.samples(source), done -> {}));
      assertTrue(e.getMessage().contains(reason), e::getMessage);
    }
    assertEquals(0, writer.memory().currentBytes());
    assertFalse(Files.exists(target));
  }

  private static Sample of(String name, String contig, String letters) {
    return new Sample(name, List.of(new Contig(contig, letters)));
  }

  @Test
  void whatCannotBeStoredIsRefused() {
    refused(new Given(List.of(of("a", "c", "ACG>T"))), "symbol 0x3e at 3");
    refused(new Given(List.of(of("a", "c", "ACGT"), of("a", "d", "ACGT"))), "there already");
    refused(new Given(List.of(of("", "c", "ACGT"))), "name is empty");
    refused(new Given(List.of(of("a", "c\nd", "ACGT"))), "line end");
    refused(
        new Given(List.of(new Sample("a", List.of(new Contig("c", "A"), new Contig("c", "C"))))),
        "occurs twice");
  }

  @Test
  void whatTheSourceThrowsEndsTheWriting() {
    refused(
        new Given(List.of(of("a", "c", "ACGT"), of("b", "c", "ACGT"))) {
          private int asked;

          @Override
          public boolean nextSample() throws IOException {
            if (++asked == 2) {
              throw new IOException("the source is exhausted");
            }
            return super.nextSample();
          }
        },
        "the source is exhausted");
  }

  /** The way to cancel for who does not hold the writing thread. */
  @Test
  void whatProgressThrowsEndsTheWriting() {
    Path target = folder.resolve("cancelled.agc");
    ArchiveWriter writer = new ArchiveWriter(OPTIONS.toBuilder().threads(2).build());
    try (writer) {
      Given samples = new Given(List.of(of("a", "c", "ACGT"), of("b", "c", "ACGT")));
      CancellationException thrown =
          assertThrows(
              CancellationException.class,
              () ->
                  writer.create(
                      target,
                      writer.samples(samples),
                      done -> {
                        throw new CancellationException("after " + done);
                      }));
      assertEquals("after 1", thrown.getMessage());
    }
    assertTrue(Files.notExists(target));
    assertEquals(0, writer.memory().currentBytes(), "the writer still holds memory");
  }

  @Test
  void aSampleWithoutContigsHasTheDigestOfNone() throws IOException {
    Path target = folder.resolve("empty.agc");
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      Sample empty = new Sample("none", List.of());
      writer.create(
          target, writer.samples(new Given(List.of(of("a", "c", "ACGT"), empty))), done -> {});
    }
    try (AgcReader reader = AgcReader.open(target, ReadOptions.DEFAULTS)) {
      reader.digests(
          SampleIndexes.of(1), 1, (sample, digests) -> assertEquals(0, digests.contigs()));
    }
  }

  @Test
  void wrongUseIsRefused() {
    Path target = folder.resolve("a.agc");
    try (ArchiveWriter writer = new ArchiveWriter(OPTIONS)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.create(target, writer.samples(new Given(List.of())), done -> {}));
    }
    try (ArchiveWriter writer =
        new ArchiveWriter(OPTIONS.toBuilder().modes(new Modes(false, true, 0)).build())) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              writer.create(
                  target, writer.samples(new Given(List.of(of("a", "c", "A")))), done -> {}));
    }
    assertFalse(Files.exists(target));
  }
}
