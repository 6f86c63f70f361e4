package io.github.agc4j.digest;

import io.github.agc4j.archive.ArchiveFile;
import io.github.agc4j.archive.CorruptArchiveException;
import io.github.agc4j.archive.PartCopy;
import io.github.agc4j.archive.StreamNames;
import io.github.agc4j.memory.MalformedBytesException;
import java.io.IOException;
import java.util.function.IntConsumer;

/** The digests that an archive has. */
public final class StoredDigests {
  private StoredDigests() {}

  /** Looks at the digests of a sample. */
  public interface Visitor {
    /** Called once, if there are any; {@code digests} are borrowed meanwhile. */
    void visit(DigestReader digests) throws IOException;
  }

  /**
   * Shows the digests of one sample; false if there are none.
   *
   * @param batch the sample's batch of metadata
   * @param place its place in the batch
   * @param contigs how many contigs it has by the metadata
   * @throws CorruptArchiveException when they are damaged
   */
  public static boolean show(
      ArchiveFile archive, long batch, int place, long contigs, Visitor visitor)
      throws IOException {
    int stream = archive.directory().stream(StreamNames.DIGESTS);
    if (batch >= archive.directory().parts(stream)) {
      return false;
    }
    try (PartCopy part = archive.part(stream, batch)) {
      DigestReader digests = DigestReader.of(part.data(), place);
      if (digests != null) {
        MalformedBytesException.verify(
            digests.contigs() == contigs, 0, "not one digest for each contig");
        visitor.visit(digests);
      }
      return digests != null;
    } catch (MalformedBytesException e) {
      throw archive.corrupt(StreamNames.DIGESTS, batch, e);
    }
  }

  /**
   * Gives the places of those of the first {@code samples} samples of a batch that have digests to
   * {@code known}, as far as the part is undamaged: what has them was written by this library.
   */
  public static void showKnown(ArchiveFile archive, long batch, int samples, IntConsumer known)
      throws IOException {
    int stream = archive.directory().stream(StreamNames.DIGESTS);
    if (batch >= archive.directory().parts(stream)) {
      return;
    }
    try (PartCopy part = archive.part(stream, batch)) {
      DigestReader.showKnown(part.data(), samples, known);
    } catch (MalformedBytesException | CorruptArchiveException e) {
      // Whoever wants the digests themselves is told.
      return;
    }
  }
}
