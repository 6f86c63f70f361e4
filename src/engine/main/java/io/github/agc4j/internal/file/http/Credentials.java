package io.github.agc4j.internal.file.http;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is told a server so that it lets us in: a user and a password of the address itself, of the
 * environment, or of a {@code .netrc} file, or a token of the environment. Only the server that the
 * user named is told, and only over {@code https}, or if it is this machine.
 *
 * @param origin scheme, host and port of who may be told
 * @param header value of the header {@code Authorization}; null for none
 */
record Credentials(String origin, String header) {
  /** A bearer token (RFC 6750). */
  static final String TOKEN = "AGC4J_HTTP_TOKEN";

  /** User and password, with a colon between them (RFC 7617). */
  static final String USER = "AGC4J_HTTP_USER";

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * What there is for {@code address}.
   *
   * @param environment the process's variables
   */
  static Credentials of(URI address, Map<String, String> environment) throws IOException {
    return new Credentials(origin(address), isSafe(address) ? header(address, environment) : null);
  }

  private static boolean isSafe(URI address) {
    return address.getScheme().equalsIgnoreCase("https")
        || THIS_MACHINE.contains(address.getHost());
  }

  private static String header(URI address, Map<String, String> environment) throws IOException {
    if (address.getRawUserInfo() != null) {
      // A plus is one in an address, and no blank as in forms.
      String plus = address.getRawUserInfo().replace("+", "%2B");
      return basic(URLDecoder.decode(plus, StandardCharsets.UTF_8));
    }
    if (environment.containsKey(TOKEN)) {
      return "Bearer " + printable(TOKEN, environment.get(TOKEN));
    }
    if (environment.containsKey(USER)) {
      return basic(printable(USER, environment.get(USER)));
    }
    Path netrc = netrc(environment);
    if (netrc == null || !Files.isReadable(netrc)) {
      return null;
    }
    Netrc.Login login = Netrc.parse(Files.readString(netrc)).login(address.getHost());
    return login == null ? null : basic(login.name() + ":" + login.password());
  }

  /** Without the end of a line, which files that set variables may have. */
  private static String printable(String variable, String value) throws IOException {
    String bare = value.strip();
    if (bare.chars().anyMatch(c -> c < ' ' || c == 0x7f || c > 0x7f && variable.equals(TOKEN))) {
      throw new IOException(variable + " has letters that no header can have");
    }
    return bare;
  }

  private static Path netrc(Map<String, String> environment) {
    String named = environment.get("NETRC");
    String home = environment.get("HOME");
    if (named != null) {
      return Path.of(named);
    }
    return home == null ? null : Path.of(home, ".netrc");
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the server of {@code address} may be told. */
  boolean areFor(URI address) {
    return header != null && origin.equals(origin(address));
  }

  private static String origin(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** Nothing secret. */
  @Override
  public String toString() {
    return "credentials for " + origin;
  }
}
