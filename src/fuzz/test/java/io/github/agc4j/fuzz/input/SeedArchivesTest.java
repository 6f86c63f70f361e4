package io.github.agc4j.fuzz.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without edits what mutations start from is in order, so that what fails is due to an edit. */
class SeedArchivesTest {
  static IntStream seeds() {
    return IntStream.range(0, SeedArchives.count());
  }

  static IntStream stored() {
    return IntStream.range(0, SeedArchives.STORED);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void areInOrder(int seed) throws IOException {
    byte[] text = text(ArchiveEdits.archive(new byte[] {(byte) seed}));
    assertEquals('>', text[0]);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void sayTheSameWhenEachPartIsTakenApartAndCompressedAnew(int seed) throws IOException {
    ArchiveImage image = SeedArchives.image(seed).copy();
    for (ArchiveImage.Stream stream : image.streams) {
      for (ArchiveImage.Part part : stream.parts) {
        PartContent.of(stream.name, part).store(part);
      }
    }
    assertArrayEquals(text(SeedArchives.image(seed).bytes(0)), text(image.bytes(0)));
  }

  private static byte[] text(byte[] archive) throws IOException {
    Path file = Workplace.file("seed.agc", archive);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (AgcReader reader = AgcReader.open(file, ReadOptions.DEFAULTS);
        FastaExtractor extractor = new FastaExtractor(reader, 80, 1)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), new ToMemory(text));
    }
    return text.toByteArray();
  }

  /** All samples one after the other. */
  private record ToMemory(ByteArrayOutputStream text) implements FastaOutput {
    @Override
    public void startSample(String name) {}

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
