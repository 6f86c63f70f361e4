package io.github.agc4j.serve.internal.page;

import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;

/** {@code /} and the files that it refers to. */
public final class PageService implements Service {
  /** Nothing from elsewhere, and nothing that a name in an archive could smuggle in. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Map<String, File> files =
      Map.of(
          "", File.read("page.html", "text/html; charset=utf-8"),
          "page.css", File.read("page.css", "text/css; charset=utf-8"),
          "page.js", File.read("page.js", "text/javascript; charset=utf-8"));

  /** Serves the page. */
  public PageService() {}

  /** A file of the page. */
  private record File(String type, byte[] bytes, String tag) {
    static File read(String name, String type) {
      try (InputStream in = PageService.class.getResourceAsStream(name)) {
        byte[] bytes = in.readAllBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return new File(type, bytes, '"' + HexFormat.of().toHexDigits((int) crc.getValue()) + '"');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public Reply answer(Request request) throws IOException {
    request.checkReading();
    File file = request.path().size() == 1 ? files.get(request.path().getFirst()) : null;
    if (file == null) {
      throw Refusal.unknown("no such resource");
    }
    Reply reply =
        request.isKnown(file.tag())
            ? Reply.empty(304)
            : Reply.of(200, file.type(), file.bytes().length, out -> out.write(file.bytes()));
    return reply
        .with("ETag", file.tag())
        .with("Cache-Control", "no-cache")
        .with("Content-Security-Policy", POLICY)
        .with("Referrer-Policy", "no-referrer");
  }
}
