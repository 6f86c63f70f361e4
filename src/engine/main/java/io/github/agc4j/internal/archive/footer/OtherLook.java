package io.github.agc4j.internal.archive.footer;

import io.github.agc4j.internal.file.ReadableFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * What people take for an archive, told by its first bytes. No archive begins so: the first byte of
 * one says how many bytes of a number follow, 0 to 8.
 */
public enum OtherLook {
  /** FASTA. */
  FASTA(">", "looks like FASTA, of which agc4j create makes an archive"),
  /** Archives as they are passed on. */
  GZIP("\u001f\u008b", "is compressed by gzip: gunzip it first"),
  /** The same. */
  XZ("\u00fd7zXZ", "is compressed by xz: xz -d it first"),
  /** The same. */
  BZIP2("BZh", "is compressed by bzip2: bunzip2 it first"),
  /** The same. */
  ZSTD("(\u00b5/\u00fd", "is compressed by zstd: zstd -d it first"),
  /** The same. */
  ZIP("PK\u0003\u0004", "is a zip archive: unzip it first"),
  /** Where the header of its first member tells the format. */
  TAR("ustar", 257, "is a tar archive, of which agc4j create makes an archive"),
  /** What servers send when there is no such file. */
  HTML("<", "looks like a web page"),
  /** What is there instead of a large file. */
  LFS_POINTER("version https://git-lfs", "is a pointer of Git LFS: git lfs pull fetches it");

  private static final long BYTES = 512;

  private final byte[] mark;
  private final long offset;
  private final String told;

  OtherLook(String start, String told) {
    this(start, 0, told);
  }

  OtherLook(String mark, long offset, String told) {
    this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
    this.offset = offset;
    this.told = told;
  }

  /**
   * Refuses {@code file} if it is one of these.
   *
   * @throws IOException that says what it is
   */
  public static void refuse(ReadableFile file) throws IOException {
    // Too little to be worth the halt of all threads that closing memory of theirs takes.
    MemorySegment first = Arena.ofAuto().allocate(Math.min(BYTES, Math.max(1, file.size())));
    if (file.size() > 0) {
      file.read(0, first);
    }
    for (OtherLook look : values()) {
      if (look.isIn(first)) {
        throw new IOException(file.name() + ": is no archive: it " + look.told);
      }
    }
  }

  private boolean isIn(MemorySegment first) {
    if (first.byteSize() < offset + mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (first.get(ValueLayout.JAVA_BYTE, offset + i) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
