package io.github.agc4j.htsjdk;

import htsjdk.beta.exception.HtsjdkIOException;
import htsjdk.beta.exception.HtsjdkUnsupportedOperationException;
import htsjdk.beta.io.bundle.Bundle;
import htsjdk.beta.io.bundle.BundleResource;
import htsjdk.beta.io.bundle.BundleResourceType;
import htsjdk.beta.io.bundle.SignatureStream;
import htsjdk.beta.plugin.HtsVersion;
import htsjdk.beta.plugin.hapref.HaploidReferenceCodec;
import htsjdk.beta.plugin.hapref.HaploidReferenceDecoder;
import htsjdk.beta.plugin.hapref.HaploidReferenceDecoderOptions;
import htsjdk.beta.plugin.hapref.HaploidReferenceEncoder;
import htsjdk.beta.plugin.hapref.HaploidReferenceEncoderOptions;
import htsjdk.io.IOPath;
import java.io.IOException;

/**
 * htsjdk's plug-in for archives as references, which its registry finds by itself on the class
 * path.
 *
 * <p>Paths: {@code x.agc} is the archive's reference sample, {@code x.agc#sample} another. {@code
 * .fa} may follow the latter, as in {@code x.agc#sample.fa} or {@code x.agc#.fa}, for htsjdk's
 * methods that take a path instead of a bundle: they refuse paths that do not end like a FASTA file
 * before they ask any codec.
 *
 * <p>An archive's directory is at its end, so it has no signature by which the beginning of a
 * stream could be known, and is read at random places: the codec owns local paths of the forms
 * above, and declines streams.
 */
public final class AgcReferenceCodec implements HaploidReferenceCodec {
  /** The name of the format. */
  public static final String FORMAT = "AGC";

  /** The latest version of the format; earlier ones are read too. */
  public static final HtsVersion VERSION = new HtsVersion(3, 0, 0);

  /** What htsjdk's registry calls. */
  public AgcReferenceCodec() {}

  @Override
  public String getFileFormat() {
    return FORMAT;
  }

  @Override
  public HtsVersion getVersion() {
    return VERSION;
  }

  @Override
  public boolean ownsURI(IOPath path) {
    return ArchivePath.of(path).isPresent();
  }

  @Override
  public boolean canDecodeURI(IOPath path) {
    return ownsURI(path);
  }

  /** 0: there is none. */
  @Override
  public int getSignatureLength() {
    return 0;
  }

  /** Always false. */
  @Override
  public boolean canDecodeSignature(SignatureStream stream, String source) {
    return false;
  }

  /**
   * Opens the archive that the bundle's reference names.
   *
   * @throws IllegalArgumentException when it does not name an archive by a path
   * @throws HtsjdkIOException when it is not an archive, or has no such sample
   * @throws htsjdk.samtools.SAMException when two of the sample's contigs have the same short name
   */
  @Override
  public HaploidReferenceDecoder getDecoder(Bundle bundle, HaploidReferenceDecoderOptions options) {
    BundleResource resource = bundle.getOrThrow(BundleResourceType.CT_HAPLOID_REFERENCE);
    ArchivePath path =
        resource
            .getIOPath()
            .flatMap(ArchivePath::of)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        resource.getDisplayName() + " is not the path of an archive"));
    try {
      return new AgcReferenceDecoder(
          resource.getDisplayName(), AgcReferenceSequenceFile.open(path));
    } catch (IOException e) {
      throw new HtsjdkIOException(resource.getDisplayName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Not supported: an archive is not written through htsjdk.
   *
   * @throws HtsjdkUnsupportedOperationException always
   */
  @Override
  public HaploidReferenceEncoder getEncoder(Bundle bundle, HaploidReferenceEncoderOptions options) {
    throw new HtsjdkUnsupportedOperationException("archives are not written through htsjdk");
  }

  /**
   * Not supported.
   *
   * @throws HtsjdkUnsupportedOperationException always
   */
  @Override
  public boolean runVersionUpgrade(HtsVersion source, HtsVersion target) {
    throw new HtsjdkUnsupportedOperationException("archives are not converted through htsjdk");
  }
}
