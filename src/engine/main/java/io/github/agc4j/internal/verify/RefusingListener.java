package io.github.agc4j.internal.verify;

import io.github.agc4j.error.CorruptArchiveException;
import io.github.agc4j.info.VerifyListener;

/** Ends verification with an exception at the first damage. */
public final class RefusingListener implements VerifyListener {
  private final String file;

  public RefusingListener(String file) {
    this.file = file;
  }

  @Override
  public void damagedPart(String stream, long part, String reason) throws CorruptArchiveException {
    throw refused("part " + part + " of stream " + stream + ": " + reason);
  }

  @Override
  public void unreadable(String reason) throws CorruptArchiveException {
    throw refused(reason);
  }

  @Override
  public void lostSample(String sample, String reason) throws CorruptArchiveException {
    throw refused("sample " + sample + ": " + reason);
  }

  @Override
  public void damagedContig(String sample, String contig, String reason)
      throws CorruptArchiveException {
    throw refused("sample " + sample + ": contig " + contig + ": " + reason);
  }

  @Override
  public void damagedText(String sample, String reason) throws CorruptArchiveException {
    throw refused("sample " + sample + ": " + reason);
  }

  private CorruptArchiveException refused(String reason) {
    return new CorruptArchiveException(file, "read back: " + reason);
  }
}
