package io.github.agc4j.serve.internal.range;

import io.github.agc4j.AgcReader;
import io.github.agc4j.query.ContigRange;
import io.github.agc4j.serve.internal.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How ranges look when they are sent. */
enum RangeForm {
  /** FASTA, letters in the case they were read in. */
  FASTA("text/x-fasta; charset=utf-8", 60, "", "", "") {
    @Override
    byte[] head(AgcReader reader, ContigRange range) {
      byte[] header = range.header();
      byte[] head = new byte[header.length + 2];
      head[0] = '>';
      System.arraycopy(header, 0, head, 1, header.length);
      head[head.length - 1] = '\n';
      return head;
    }
  },

  /** An array of objects in JSON. */
  JSON(Json.TYPE, 0, "[", ",", "]") {
    @Override
    byte[] head(AgcReader reader, ContigRange range) throws IOException {
      String header = new String(range.header(), StandardCharsets.UTF_8);
      Json json = new Json().object();
      json.name("sample").value(reader.sampleName(range.sample()));
      json.name("header").value(header);
      json.name("start").value(range.from()).name("end").value(range.to());
      return (json + ",\"sequence\":\"").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    byte[] tail() {
      return new byte[] {'"', '}'};
    }
  };

  private final String type;
  private final int width;
  private final String begin;
  private final String separator;
  private final String end;

  RangeForm(String type, int width, String begin, String separator, String end) {
    this.type = type;
    this.width = width;
    this.begin = begin;
    this.separator = separator;
    this.end = end;
  }

  String type() {
    return type;
  }

  /** What stands in front of all ranges. */
  byte[] begin() {
    return begin.getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands between two ranges. */
  byte[] separator() {
    return separator.getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands behind all ranges. */
  byte[] end() {
    return end.getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands in front of the letters of a range. */
  abstract byte[] head(AgcReader reader, ContigRange range) throws IOException;

  /** What stands behind the letters. */
  byte[] tail() {
    return new byte[0];
  }

  /** Letters in a line; 0 if there are no lines. */
  int width() {
    return width;
  }

  /** Bytes of a range. */
  long bytes(AgcReader reader, ContigRange range) throws IOException {
    long letters = range.to() - range.from();
    long lines = width == 0 ? 0 : (letters + width - 1) / width;
    return head(reader, range).length + letters + lines + tail().length;
  }
}
