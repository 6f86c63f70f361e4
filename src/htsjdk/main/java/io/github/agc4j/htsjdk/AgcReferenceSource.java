package io.github.agc4j.htsjdk;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.SAMSequenceRecord;
import htsjdk.samtools.cram.ref.CRAMReferenceSource;
import htsjdk.samtools.util.StringUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The bases that CRAM is written and read against, from one sample of an archive.
 *
 * <p>A region is read as such, without its contig, which is what htsjdk asks for in files sorted by
 * coordinate. Of whole contigs an array is shared with those who still hold it, and the latest are
 * kept, as many as fit into a limit. The arrays of whole contigs are for reading only.
 *
 * <p>A sequence is found by its name, then by its alternative names (AN), then by the customary
 * variants: with and without {@code chr}, and M or MT. Never fetched from elsewhere: what the
 * sample does not have is answered with null.
 *
 * <p>For any number of threads at once.
 */
public final class AgcReferenceSource implements CRAMReferenceSource {
  /** Bytes of whole contigs that are kept unless another limit is given: 64 MiB. */
  public static final long KEPT_BYTES = 64L << 20;

  private static final String PREFIX = "chr";

  private final SampleBases bases;
  private final KeptContigs kept;

  /** Reads from {@code file} and keeps up to {@link #KEPT_BYTES} of whole contigs. */
  public AgcReferenceSource(AgcReferenceSequenceFile file) {
    this(file, KEPT_BYTES);
  }

  /**
   * Reads from {@code file} and keeps up to {@code keptBytes} of whole contigs.
   *
   * @param file borrowed: it has to stay open as long as this is used
   * @param keptBytes 0 or more; a longer contig is not kept
   */
  public AgcReferenceSource(AgcReferenceSequenceFile file, long keptBytes) {
    if (keptBytes < 0) {
      throw new IllegalArgumentException("keptBytes=" + keptBytes);
    }
    this.bases = file.bases();
    this.kept = new KeptContigs(keptBytes);
  }

  /**
   * The upper-case bases of a whole contig.
   *
   * @param tryNameVariants whether it is looked for under other than its very name too
   * @return shared, for reading only; null when the sample has no such contig
   */
  @Override
  public byte[] getReferenceBases(SAMSequenceRecord sequence, boolean tryNameVariants) {
    Contig contig = find(sequence, tryNameVariants);
    return contig == null ? null : whole(contig);
  }

  private synchronized byte[] whole(Contig contig) {
    byte[] whole = kept.get(contig.index());
    if (whole == null) {
      if (contig.length() > Integer.MAX_VALUE) {
        throw new SAMException(bases + ": " + contig.name() + " does not fit into an array");
      }
      whole = bases.read(contig, 0, (int) contig.length());
      StringUtil.toUpperCase(whole);
      kept.put(contig.index(), whole);
    }
    return whole;
  }

  /**
   * The upper-case bases of a region, found under variants of its contig's name too.
   *
   * @param zeroBasedStart within the contig
   * @param requestedRegionLength cut at the contig's end
   * @return the caller's; null when the sample has no such contig
   * @throws IllegalArgumentException when the region does not begin within the contig
   */
  @Override
  public byte[] getReferenceBasesByRegion(
      SAMSequenceRecord sequence, int zeroBasedStart, int requestedRegionLength) {
    if (zeroBasedStart < 0 || requestedRegionLength < 0) {
      throw new IllegalArgumentException(
          "start=" + zeroBasedStart + " length=" + requestedRegionLength);
    }
    Contig contig = find(sequence, true);
    if (contig == null) {
      return null;
    }
    if (zeroBasedStart >= contig.length()) {
      throw new IllegalArgumentException(
          contig.name() + ": start=" + zeroBasedStart + " is not below " + contig.length());
    }
    long length = Math.min(contig.length() - zeroBasedStart, requestedRegionLength);
    byte[] region = bases.read(contig, zeroBasedStart, (int) length);
    StringUtil.toUpperCase(region);
    return region;
  }

  private Contig find(SAMSequenceRecord sequence, boolean tryNameVariants) {
    Contig contig = bases.find(sequence.getSequenceName());
    if (contig != null || !tryNameVariants) {
      return contig;
    }
    for (String name : otherNames(sequence)) {
      contig = bases.find(name);
      if (contig != null) {
        return contig;
      }
    }
    return null;
  }

  private static List<String> otherNames(SAMSequenceRecord sequence) {
    String name = sequence.getSequenceName();
    List<String> others = new ArrayList<>(sequence.getAlternativeSequenceNames());
    boolean isPrefixed = name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    String bare = isPrefixed ? name.substring(PREFIX.length()) : name;
    others.add(isPrefixed ? bare : PREFIX + bare);
    if (bare.equals("M") || bare.equals("MT")) {
      String other = bare.equals("M") ? "MT" : "M";
      others.add(other);
      others.add(PREFIX + other);
    }
    return others;
  }
}
