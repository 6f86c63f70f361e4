package io.github.agc4j.htsjdk;

import htsjdk.beta.codecs.hapref.fasta.FASTADecoderV1_0;
import htsjdk.beta.exception.HtsjdkIOException;
import htsjdk.beta.io.bundle.Bundle;
import htsjdk.beta.io.bundle.BundleBuilder;
import htsjdk.beta.io.bundle.BundleResourceType;
import htsjdk.beta.io.bundle.SeekableStreamResource;
import htsjdk.beta.plugin.HtsVersion;
import htsjdk.samtools.SAMSequenceDictionary;
import htsjdk.samtools.reference.ReferenceSequence;
import htsjdk.samtools.seekablestream.ByteArraySeekableStream;
import htsjdk.samtools.util.CloseableIterator;
import java.io.IOException;
import java.util.Iterator;

/**
 * What the plug-in gives for an archive and a sample.
 *
 * <p>It is a FASTA decoder, and calls itself one, for a single reason: htsjdk's CRAM codec, to
 * which a reference can be given by its path, casts what the registry finds to that class. All that
 * is inherited reads an empty text.
 */
final class AgcReferenceDecoder extends FASTADecoderV1_0 {
  private final AgcReferenceSequenceFile file;

  /** Decodes {@code file}, which it owns; {@code displayName} is for messages. */
  AgcReferenceDecoder(String displayName, AgcReferenceSequenceFile file) {
    super(emptyText(displayName));
    this.file = file;
  }

  private static Bundle emptyText(String displayName) {
    return new BundleBuilder()
        .addPrimary(
            new SeekableStreamResource(
                new ByteArraySeekableStream(new byte[0]),
                displayName,
                BundleResourceType.CT_HAPLOID_REFERENCE))
        .build();
  }

  @Override
  public HtsVersion getVersion() {
    return AgcReferenceCodec.VERSION;
  }

  /** The sequence dictionary, which costs a reading of the whole sample at first. */
  @Override
  public SAMSequenceDictionary getHeader() {
    return file.getSequenceDictionary();
  }

  @Override
  public AgcReferenceSequenceFile getReferenceSequenceFile() {
    return file;
  }

  /** The contigs in order, each read when it is asked for; independent of other iterators. */
  @Override
  public CloseableIterator<ReferenceSequence> iterator() {
    Iterator<Contig> contigs = file.bases().contigs().iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return contigs.hasNext();
      }

      @Override
      public ReferenceSequence next() {
        return file.whole(contigs.next());
      }

      @Override
      public void close() {}
    };
  }

  /** False: contigs and ranges are had from {@link #getReferenceSequenceFile}. */
  @Override
  public boolean isQueryable() {
    return false;
  }

  /** True: an archive has its own index. */
  @Override
  public boolean hasIndex() {
    return true;
  }

  @Override
  public void close() {
    super.close();
    try {
      file.close();
    } catch (IOException e) {
      throw new HtsjdkIOException(e);
    }
  }
}
