package io.github.agc4j.serve.internal.digest;

import io.github.agc4j.AgcReader;
import io.github.agc4j.info.SequenceDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The digests of a contig's letters in upper case.
 *
 * @param md5 32 hexadecimal digits in lower case
 * @param refgetName {@code SQ.…}; null if not all symbols are letters, for which there is none
 */
public record LetterDigests(String md5, String refgetName) {
  private static final int TRUNCATED_BYTES = 24;

  /** Those of a contig: as the archive has them, or else computed from its letters. */
  static LetterDigests of(AgcReader reader, long sample, long contig) throws IOException {
    LetterDigests[] stored = {null};
    reader.storedDigests(
        sample,
        (index, digests) -> {
          if (digests != null && digests.contig(contig).isWhole()) {
            stored[0] = of(reader, sample, contig, digests.contig(contig));
          }
        });
    return stored[0] == null ? computed(reader, sample, contig) : stored[0];
  }

  /** Those that {@code whole} tells of a contig. */
  static LetterDigests of(AgcReader reader, long sample, long contig, SequenceDigest whole)
      throws IOException {
    return new LetterDigests(
        whole.md5(), reader.isAllLetters(sample, contig) ? whole.refgetName() : null);
  }

  /** Those of a contig of an archive that has none, as of C++ agc. */
  static LetterDigests computed(AgcReader reader, long sample, long contig) throws IOException {
    Hashing hashing = new Hashing();
    reader.writeLetters(sample, contig, 0, Long.MAX_VALUE, hashing);
    return hashing.digests(reader.isAllLetters(sample, contig));
  }

  /** Hashes what is written to it. */
  private static final class Hashing implements WritableByteChannel {
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha512 = digest("SHA-512");
    private byte[] upper = new byte[0];

    private static MessageDigest digest(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public int write(ByteBuffer letters) {
      int count = letters.remaining();
      if (upper.length < count) {
        upper = new byte[count];
      }
      int kept = 0;
      while (letters.hasRemaining()) {
        byte letter = letters.get();
        // Bytes of no alphabet are no part of a digest.
        if (letter >= 0) {
          upper[kept++] = letter >= 'a' && letter <= 'z' ? (byte) (letter - 'a' + 'A') : letter;
        }
      }
      md5.update(upper, 0, kept);
      sha512.update(upper, 0, kept);
      return count;
    }

    private LetterDigests digests(boolean areLetters) {
      byte[] truncated = Arrays.copyOf(sha512.digest(), TRUNCATED_BYTES);
      return new LetterDigests(
          HexFormat.of().formatHex(md5.digest()),
          areLetters ? "SQ." + Base64.getUrlEncoder().encodeToString(truncated) : null);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to give back.
    }
  }
}
