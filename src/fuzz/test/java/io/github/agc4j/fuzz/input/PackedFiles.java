package io.github.agc4j.fuzz.input;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** FASTA files that are compressed, or lie in tar archives, and are edited in front or after. */
public final class PackedFiles {
  private enum Form {
    XZ,
    BZIP2,
    ZSTD,
    GZIP,
    NONE
  }

  /** How many seeds a script can choose from. */
  public static final int SEEDS = FastaFiles.SEEDS;

  private static final int EDITS_MAX = 6;
  private static final int MEMBERS_MAX = 4;

  private PackedFiles() {}

  /** The file that {@code input} describes. */
  public static byte[] file(byte[] input) {
    Script script = new Script(input);
    byte[] text = FastaFiles.text(script);
    Form form = Form.values()[script.below(Form.values().length)];
    byte[] inner = script.below(2) == 0 ? text : tar(script, text);
    try {
      byte[] file = packed(form, script.below(3) == 0 ? edited(script, inner, text) : inner);
      return edited(script, file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] edited(Script script, byte[] bytes, byte[] other) {
    byte[] edited = bytes;
    for (int i = script.below(EDITS_MAX); i > 0 && script.hasMore(); i--) {
      edited = TextEdit.apply(script, edited, other);
    }
    return edited;
  }

  private static byte[] packed(Form form, byte[] text) throws IOException {
    if (form == Form.ZSTD) {
      return Zstd.compress(text);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OutputStream out = over(form, file)) {
      out.write(text);
    }
    return file.toByteArray();
  }

  private static OutputStream over(Form form, OutputStream out) throws IOException {
    return switch (form) {
      case XZ -> new XZOutputStream(out, new LZMA2Options(0));
      case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      case GZIP -> new GZIPOutputStream(out);
      case ZSTD, NONE -> out;
    };
  }

  private static byte[] tar(Script script, byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(
          script.below(2) == 0
              ? TarArchiveOutputStream.LONGFILE_POSIX
              : TarArchiveOutputStream.LONGFILE_GNU);
      for (int i = script.below(MEMBERS_MAX); i >= 0; i--) {
        byte[] content =
            packed(Form.values()[script.below(Form.values().length)], edited(script, text, text));
        String name =
            "d/".repeat(script.below(2) * 60) + (script.below(4) == 0 ? "README" : "a.fa");
        TarArchiveEntry entry = new TarArchiveEntry(i + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
