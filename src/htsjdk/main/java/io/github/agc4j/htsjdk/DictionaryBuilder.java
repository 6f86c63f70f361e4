package io.github.agc4j.htsjdk;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.util.StringUtil;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes the sequence dictionary of a sample, with the sums of its contigs. For one thread. */
final class DictionaryBuilder {
  /** Several segments of the usual size, so that few of them are decoded for two pieces. */
  private static final int PIECE_BYTES = 1 << 20;

  private final SampleBases bases;
  private final MessageDigest md5;
  private byte[] piece = new byte[0];

  DictionaryBuilder(SampleBases bases) {
    this.bases = bases;
    try {
      this.md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  SAMSequenceDictionary build() {
    List<SAMSequenceRecord> records = new ArrayList<>();
    for (Contig contig : bases.contigs()) {
      records.add(record(contig));
    }
    // Sums come last, so that a name which SAM does not allow costs no reading.
    List<String> stored = bases.storedSums();
    for (Contig contig : bases.contigs()) {
      int index = contig.index();
      records.get(index).setMd5(stored.isEmpty() ? sum(contig) : stored.get(index));
    }
    return new SAMSequenceDictionary(records);
  }

  private SAMSequenceRecord record(Contig contig) {
    if (contig.length() > Integer.MAX_VALUE) {
      throw new SAMException(
          bases + ": " + contig.name() + " is too long for SAM: " + contig.length());
    }
    return new SAMSequenceRecord(contig.name(), (int) contig.length());
  }

  /** Puts the printable ones of the piece's first bases in front, in upper case: their number. */
  private int printable(int length) {
    StringUtil.toUpperCase(piece);
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (piece[i] > ' ' && piece[i] <= '~') {
        piece[kept++] = piece[i];
      }
    }
    return kept;
  }

  private String sum(Contig contig) {
    if (piece.length < Math.min(contig.length(), PIECE_BYTES)) {
      piece = new byte[(int) Math.min(contig.length(), PIECE_BYTES)];
    }
    for (long from = 0; from < contig.length(); from += piece.length) {
      int length = (int) Math.min(contig.length() - from, piece.length);
      bases.read(contig, from, piece, length);
      md5.update(piece, 0, printable(length));
    }
    return HexFormat.of().formatHex(md5.digest());
  }
}
