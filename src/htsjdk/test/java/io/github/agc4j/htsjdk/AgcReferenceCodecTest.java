package io.github.agc4j.htsjdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import htsjdk.beta.codecs.hapref.fasta.FASTACodecV1_0;
import htsjdk.beta.exception.HtsjdkException;
import htsjdk.beta.exception.HtsjdkIOException;
import htsjdk.beta.exception.HtsjdkUnsupportedOperationException;
import htsjdk.beta.io.bundle.Bundle;
import htsjdk.beta.io.bundle.BundleBuilder;
import htsjdk.beta.io.bundle.BundleResourceType;
import htsjdk.beta.io.bundle.IOPathResource;
import htsjdk.beta.io.bundle.SeekableStreamResource;
import htsjdk.beta.plugin.HtsVersion;
import htsjdk.beta.plugin.hapref.HaploidReferenceCodec;
import htsjdk.beta.plugin.hapref.HaploidReferenceDecoder;
import htsjdk.beta.plugin.hapref.HaploidReferenceEncoderOptions;
import htsjdk.beta.plugin.registry.HaploidReferenceResolver;
import htsjdk.beta.plugin.registry.HtsDefaultRegistry;
import htsjdk.io.HtsPath;
import htsjdk.io.IOPath;
import htsjdk.samtools.reference.IndexedFastaSequenceFile;
import htsjdk.samtools.reference.ReferenceSequence;
import htsjdk.samtools.seekablestream.SeekablePathStream;
import htsjdk.samtools.util.CloseableIterator;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.Modes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgcReferenceCodecTest {
  @TempDir private static Path folder;
  private static TestArchive collection;

  @BeforeAll
  static void createArchive() throws IOException {
    collection = TestArchive.create(folder, 21, 3, 3);
  }

  private static HaploidReferenceResolver registry() {
    return HtsDefaultRegistry.getHaploidReferenceResolver();
  }

  private static Bundle bundle(IOPath path) {
    return new BundleBuilder()
        .addPrimary(new IOPathResource(path, BundleResourceType.CT_HAPLOID_REFERENCE))
        .build();
  }

  private static String sampleOf(HaploidReferenceDecoder decoder) {
    String shown =
        assertInstanceOf(AgcReferenceDecoder.class, decoder).getReferenceSequenceFile().toString();
    assertTrue(shown.startsWith(collection.archive() + "#"), shown);
    return shown.substring(collection.archive().toString().length() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'', ref",
        "'#', ref",
        "'#ref', ref",
        "'#.fa', ref",
        "'#ref.fa', ref",
        "'#HG#1', HG#1",
        "'#HG#2.fa', HG#2"
      })
  void theRegistryFindsTheCodecForABundle(String suffix, String sample) {
    Bundle bundle = bundle(new HtsPath(collection.archive() + suffix));
    assertInstanceOf(AgcReferenceCodec.class, registry().resolveForDecoding(bundle));
    try (HaploidReferenceDecoder decoder = registry().getHaploidReferenceDecoder(bundle)) {
      assertEquals(sample, sampleOf(decoder));
      assertEquals(collection.archive() + suffix, decoder.getDisplayName());
    }
  }

  @ParameterizedTest
  @CsvSource({"#.fa, ref", "#ref.fa, ref", "#HG#1.fa, HG#1"})
  void theRegistryFindsTheCodecForAPathThatEndsLikeAFasta(String suffix, String sample) {
    HtsPath path = new HtsPath(collection.archive() + suffix);
    try (HaploidReferenceDecoder decoder = registry().getHaploidReferenceDecoder(path)) {
      assertEquals(sample, sampleOf(decoder));
    }
  }

  @Test
  void aUriNamesTheSampleByItsFragment() {
    String uri = collection.archive().toUri().toString();
    for (String sample : new String[] {"HG%231", "HG%231.fa"}) {
      try (HaploidReferenceDecoder decoder =
          registry().getHaploidReferenceDecoder(bundle(new HtsPath(uri + "#" + sample)))) {
        assertEquals("HG#1", sampleOf(decoder));
      }
    }
  }

  @Test
  void aSampleWhoseNameEndsLikeAFastaIsPreferred(@TempDir Path own) throws IOException {
    Path input = Files.writeString(own.resolve("in.fa"), ">s\nACGT\n>s.fa\nGGTT\n");
    Path archive = own.resolve("x.agc");
    // Each contig is a sample of its own name.
    CreateOptions options = CreateOptions.builder().modes(new Modes(false, true, 0)).build();
    try (AgcWriter writer = AgcWriter.create(archive, options)) {
      writer.add(input);
      writer.commit();
    }
    for (String[] askedAndSample :
        new String[][] {{"#s", "#s"}, {"#s.fa", "#s.fa"}, {"#s.fa.fa", "#s.fa"}}) {
      ArchivePath path = ArchivePath.of(new HtsPath(archive + askedAndSample[0])).orElseThrow();
      try (AgcReferenceSequenceFile opened = AgcReferenceSequenceFile.open(path)) {
        assertEquals(archive + askedAndSample[1], opened.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/d/x.agc, /d/x.agc, ''",
    "/d/x.agc#s, /d/x.agc, s",
    "/d/x.agc#a.agc#b, /d/x.agc, a.agc#b",
    "/d/x.agc#a/b c.fa, /d/x.agc, a/b c.fa",
    "/d#e/x.agc#s, /d#e/x.agc, s",
    "/d e/x%41.agc#s, /d e/x%41.agc, s",
    "file:///d%20e/x.agc#a%23b, /d e/x.agc, a#b",
    "file:///d/x.agc, /d/x.agc, ''"
  })
  void pathsAreTakenApart(String path, String archive, String sample) {
    assertEquals(
        Optional.of(new ArchivePath(Path.of(archive), sample)), ArchivePath.of(new HtsPath(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/d/x.fa",
        "/d/x.agc.fa",
        "/d/xagc",
        "/d/x.agcs#s",
        "gs://bucket/x.agc",
        "http://h/x.agc#s"
      })
  void otherPathsAreLeftToOthers(String path) {
    AgcReferenceCodec codec = new AgcReferenceCodec();
    assertFalse(codec.ownsURI(new HtsPath(path)));
    assertFalse(codec.canDecodeURI(new HtsPath(path)));
  }

  @Test
  void fastaFilesStayWithTheirCodec() throws IOException {
    HtsPath fasta = new HtsPath(collection.extractedFasta("ref", 60).toString());
    assertInstanceOf(FASTACodecV1_0.class, registry().resolveForDecoding(bundle(fasta)));
    Bundle stream =
        new BundleBuilder()
            .addPrimary(
                new SeekableStreamResource(
                    new SeekablePathStream(fasta.toPath()),
                    "a stream",
                    BundleResourceType.CT_HAPLOID_REFERENCE))
            .build();
    assertInstanceOf(FASTACodecV1_0.class, registry().resolveForDecoding(stream));
  }

  @Test
  void theDecoderGivesDictionaryAndContigs() throws IOException {
    try (IndexedFastaSequenceFile fasta = collection.fasta("HG#2");
        AgcReferenceSequenceFile file = collection.open("HG#2");
        HaploidReferenceDecoder decoder =
            registry().getHaploidReferenceDecoder(new HtsPath(collection.archive() + "#HG#2.fa"))) {
      assertEquals(file.getSequenceDictionary(), decoder.getHeader());
      assertEquals(AgcReferenceCodec.VERSION, decoder.getVersion());
      assertTrue(decoder.hasIndex());
      assertFalse(decoder.isQueryable());
      for (int round = 0; round < 2; round++) {
        try (CloseableIterator<ReferenceSequence> contigs = decoder.iterator()) {
          for (int i = 0; i < 3; i++) {
            assertTrue(contigs.hasNext());
            ReferenceSequence expected = fasta.nextSequence();
            assertEquals(expected.getBaseString(), contigs.next().getBaseString());
          }
          assertFalse(contigs.hasNext());
          assertThrows(NoSuchElementException.class, contigs::next);
        }
        fasta.reset();
      }
    }
  }

  @Test
  void aClosedDecoderSaysSo() {
    HaploidReferenceDecoder decoder =
        registry().getHaploidReferenceDecoder(bundle(new HtsPath(collection.archive().toString())));
    CloseableIterator<ReferenceSequence> contigs = decoder.iterator();
    decoder.close();
    decoder.close();
    assertThrows(IllegalStateException.class, contigs::next);
  }

  @Test
  void refusesUnknownSamplesAndWhatIsNoArchive() throws IOException {
    HtsjdkIOException e =
        assertThrows(
            HtsjdkIOException.class,
            () ->
                registry()
                    .getHaploidReferenceDecoder(
                        bundle(new HtsPath(collection.archive() + "#rex"))));
    assertTrue(e.getMessage().contains("nearest: ref"), e.getMessage());
    Path text = Files.writeString(folder.resolve("text.agc"), ">a\nACGT\n");
    assertThrows(
        HtsjdkIOException.class,
        () -> registry().getHaploidReferenceDecoder(bundle(new HtsPath(text.toString()))));
    assertThrows(
        HtsjdkIOException.class,
        () ->
            registry()
                .getHaploidReferenceDecoder(bundle(new HtsPath(folder.resolve("no.agc") + ""))));
  }

  @Test
  void refusesStreamsAndWriting() throws IOException {
    HaploidReferenceCodec codec = new AgcReferenceCodec();
    Bundle stream =
        new BundleBuilder()
            .addPrimary(
                new SeekableStreamResource(
                    new SeekablePathStream(collection.archive()),
                    "a stream",
                    BundleResourceType.CT_HAPLOID_REFERENCE))
            .build();
    assertThrows(HtsjdkException.class, () -> registry().resolveForDecoding(stream));
    assertThrows(IllegalArgumentException.class, () -> codec.getDecoder(stream, null));
    assertThrows(
        HtsjdkUnsupportedOperationException.class,
        () -> codec.getEncoder(stream, new HaploidReferenceEncoderOptions()));
    assertThrows(
        HtsjdkUnsupportedOperationException.class,
        () -> codec.runVersionUpgrade(AgcReferenceCodec.VERSION, HtsVersion.NEWEST_VERSION));
  }

  @Test
  void theRegistryHasOneCodecOfTheFormat() {
    assertSame(
        registry().resolveFormatAndVersion(AgcReferenceCodec.FORMAT, AgcReferenceCodec.VERSION),
        registry().resolveForFormat(AgcReferenceCodec.FORMAT).get(0));
  }
}
