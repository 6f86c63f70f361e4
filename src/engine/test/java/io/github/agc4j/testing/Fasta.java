package io.github.agc4j.testing;

import io.github.agc4j.AgcReader;
import io.github.agc4j.FastaExtractor;
import io.github.agc4j.internal.write.ArchiveWriter;
import io.github.agc4j.option.CreateOptions;
import io.github.agc4j.option.ReadOptions;
import io.github.agc4j.query.FastaOutput;
import io.github.agc4j.query.SampleIndexes;
import io.github.agc4j.query.TextForm;
import io.github.agc4j.source.ArchiveLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Whole FASTA texts in memory: what a round trip must give back, by an independent and simple
 * reader.
 */
public final class Fasta {
  private static final String ALPHABET = "ACGTNRYSWKMBDHVU";

  private Fasta() {}

  /** A file's text, gzip or not. */
  public static byte[] text(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
        return in.readAllBytes();
      }
    }
    return bytes;
  }

  /** What C++ agc keeps of a FASTA text: headers, upper-case symbols, lines of 80. */
  public static byte[] normalized(byte[] text) {
    return relined(text, 80, true);
  }

  /** A FASTA text in lines of {@code lineLength} symbols. */
  public static byte[] relined(byte[] text, int lineLength) {
    return relined(text, lineLength, false);
  }

  private static byte[] relined(byte[] text, int lineLength, boolean isAgcs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean header = false;
    boolean lineStart = true;
    int column = 0;
    for (byte b : text) {
      boolean lineEnd = b == '\n' || b == '\r';
      if (header) {
        out.write(lineEnd ? '\n' : b);
        header = !lineEnd;
      } else if (b == '>' && lineStart) {
        if (column > 0) {
          out.write('\n');
        }
        column = 0;
        out.write(b);
        header = true;
      } else if (b >= 0x40 || b < 0 || b > ' ' && !isAgcs) {
        char upper = Character.toUpperCase((char) (b & 0xff));
        out.write(!isAgcs ? b : ALPHABET.indexOf(upper) < 0 ? 'N' : upper);
        if (++column == lineLength) {
          out.write('\n');
          column = 0;
        }
      }
      lineStart = lineEnd;
    }
    if (column > 0) {
      out.write('\n');
    }
    return out.toByteArray();
  }

  /** Creates {@code archive} of {@code inputs}. */
  public static void create(Path archive, List<Path> inputs, CreateOptions options)
      throws IOException {
    ArchiveWriter writer = new ArchiveWriter(options);
    try (writer) {
      writer.create(archive, writer.files(inputs), done -> {});
    }
    if (writer.memory().currentBytes() != 0) {
      throw new AssertionError(
          "the writer still holds " + writer.memory().currentBytes() + " bytes");
    }
  }

  /** All samples of {@code archive} as they were read, by name, in order. */
  public static Map<String, byte[]> extract(Path archive, int threads) throws IOException {
    return extract(archive, threads, (int) TextForm.AS_READ, ReadOptions.DEFAULTS);
  }

  /** All samples of {@code archive} as FASTA, by name, in order. */
  public static Map<String, byte[]> extract(
      Path archive, int threads, int lineLength, ReadOptions options) throws IOException {
    return extract(ArchiveLocation.of(archive), threads, lineLength, options);
  }

  /** The same of an archive wherever it is. */
  public static Map<String, byte[]> extract(
      ArchiveLocation archive, int threads, int lineLength, ReadOptions options)
      throws IOException {
    Texts texts = new Texts();
    AgcReader reader = AgcReader.open(archive, options);
    try (reader;
        FastaExtractor extractor = new FastaExtractor(reader, lineLength, threads)) {
      extractor.samples(SampleIndexes.range(0, reader.samples()), texts);
    }
    if (reader.memory().currentBytes() != 0) {
      throw new AssertionError(
          "the reader still holds " + reader.memory().currentBytes() + " bytes");
    }
    return texts.bySample;
  }

  /** A text for people to read in a failed assertion. */
  public static String shown(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Collects what is extracted, by sample. */
  public static final class Texts implements FastaOutput {
    private final Map<String, byte[]> bySample = new LinkedHashMap<>();
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();
    private String sample;

    @Override
    public void startSample(String name) {
      sample = name;
      current.reset();
    }

    @Override
    public void write(ByteBuffer text) {
      byte[] piece = new byte[text.remaining()];
      text.get(piece);
      current.writeBytes(piece);
    }

    @Override
    public void endSample() {
      bySample.put(sample, current.toByteArray());
    }

    /** All samples so far, by name, in order. */
    public Map<String, byte[]> bySample() {
      return bySample;
    }

    /** What was written since the last sample began, or at all. */
    public String text() {
      return shown(current.toByteArray());
    }
  }
}
