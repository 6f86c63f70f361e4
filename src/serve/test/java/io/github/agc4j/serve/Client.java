package io.github.agc4j.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks a server. */
final class Client implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  Client(AgcServer server) {
    base = server.address();
  }

  /** A reply: headers by name, content as bytes one by one. */
  record Got(int status, String body, HttpResponse<byte[]> response) {
    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  /** Gets {@code path}, with headers in pairs of name and value. */
  Got get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  /** Posts {@code body} to {@code path}. */
  Got post(String path, String body, String... headers) throws IOException, InterruptedException {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
  }

  Got send(String method, String path, String... headers) throws IOException, InterruptedException {
    return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
  }

  private Got send(String method, String path, HttpRequest.BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Got(
        response.statusCode(), new String(response.body(), StandardCharsets.ISO_8859_1), response);
  }

  @Override
  public void close() {
    client.close();
  }
}
