package io.github.agc4j.nio;

import io.github.agc4j.AgcReader;
import io.github.agc4j.SequenceDictionary;
import io.github.agc4j.VirtualFasta;
import io.github.agc4j.query.HeaderStyle;
import io.github.agc4j.query.SampleIndexes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * What a file of a sample holds.
 *
 * @param sample index in the archive
 * @param kind which of the sample's files it is
 */
record SampleFile(long sample, Kind kind) {
  /** The files that each sample has. */
  enum Kind {
    /** Its sequences. */
    FASTA(".fa"),
    /** Where its sequences are. */
    INDEX(".fa.fai"),
    /** Their names, lengths and digests. */
    DICTIONARY(".dict");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  /** The file's bytes, which {@code files} compute. */
  SeekableByteChannel open(AgcFileSystem files) throws IOException {
    return switch (kind) {
      case FASTA -> channel(files.fasta(sample));
      case INDEX -> channel(index(files.fasta(sample)));
      case DICTIONARY -> channel(dictionary(files.reader()));
    };
  }

  private static SeekableByteChannel channel(VirtualFasta fasta) {
    VirtualFasta.Bytes bytes = fasta.read();
    return new ComputedChannel(
        fasta.bytes(),
        (offset, target, at, length) -> {
          try {
            return bytes.get(offset, target, at, length);
          } catch (IllegalStateException e) {
            // The file system was closed.
            ClosedChannelException closed = new ClosedChannelException();
            closed.initCause(e);
            throw closed;
          }
        });
  }

  /** The file's size in bytes. */
  long size(AgcFileSystem files) throws IOException {
    if (kind == Kind.FASTA) {
      return files.fasta(sample).bytes();
    }
    try (SeekableByteChannel channel = open(files)) {
      return channel.size();
    }
  }

  private static byte[] index(VirtualFasta fasta) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    fasta.index(line -> text.writeBytes(line.getBytes(StandardCharsets.UTF_8)));
    return text.toByteArray();
  }

  private byte[] dictionary(AgcReader reader) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new SequenceDictionary(reader, SampleIndexes.of(sample), HeaderStyle.PLAIN, true, 1)
        .print(line -> text.writeBytes((line + '\n').getBytes(StandardCharsets.UTF_8)));
    return text.toByteArray();
  }

  private static SeekableByteChannel channel(byte[] bytes) {
    return new ComputedChannel(
        bytes.length,
        (offset, target, at, length) -> {
          int given = (int) Math.min(length, bytes.length - offset);
          System.arraycopy(bytes, (int) offset, target, at, given);
          return given;
        });
  }
}
