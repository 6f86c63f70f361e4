package io.github.agc4j.internal.file.http;

import io.github.agc4j.source.ArchiveLocation;
import io.github.agc4j.source.RangeSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of a web server that gives ranges. Safe for use by several threads. */
public final class HttpSource implements RangeSource {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  /** So often a server is asked for the state that was opened. */
  private static final int STATES_ASKED = 3;

  private static final Duration SETTLED = Duration.ofMinutes(1);
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final Pattern NO_RANGE = Pattern.compile("bytes \\*/(\\d{1,18})");

  private final URI address;
  private final Map<String, String> environment;
  private final Patience patience;
  private final String name;
  private PatientClient client;
  private long size;

  /** What the server says of the file's state. */
  private String state = "";

  private String version = "";

  /** The file at {@code address}; credentials and a proxy are those of the environment. */
  public HttpSource(URI address) {
    this(address, System.getenv(), Patience.USUAL);
  }

  HttpSource(URI address, Map<String, String> environment, Patience patience) {
    this.address = address;
    this.environment = environment;
    this.patience = patience;
    this.name = new ArchiveLocation.AtAddress(address).toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String identity() {
    return address.toString();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public long open(ByteBuffer end) throws IOException {
    size = 0;
    Credentials credentials = Credentials.of(address, environment);
    client = new PatientClient(credentials, environment, patience);
    int start = end.position();
    PatientClient.Answer answer = get("bytes=-" + end.remaining(), end);
    if (answer.status() == PARTIAL) {
      takeSize(answer, end.position() - start);
    } else if (toldSize(answer) > 0) {
      // Some servers know no ranges from the end.
      long first = Math.max(0, toldSize(answer) - end.remaining());
      answer = get("bytes=" + first + "-" + (toldSize(answer) - 1), end);
      check(answer);
      takeSize(answer, end.position() - start);
    } else if (toldSize(answer) < 0) {
      check(answer);
    }
    state = stateOf(answer);
    version = isStrong(answer) ? state : "";
    return size;
  }

  private PatientClient.Answer get(String range, ByteBuffer target) throws IOException {
    try {
      return client.get(address, range, target);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(name + ": cannot be fetched: " + e.getMessage(), e);
    }
  }

  /** The size that an answer without a range tells; −1 if it tells none. */
  private static long toldSize(PatientClient.Answer answer) {
    Matcher matcher = NO_RANGE.matcher(answer.header("Content-Range"));
    if (answer.status() == UNSATISFIABLE && matcher.matches()) {
      return Long.parseLong(matcher.group(1));
    }
    return answer.status() == OK
        ? answer.headers().firstValueAsLong("Content-Length").orElse(-1)
        : -1;
  }

  private void takeSize(PatientClient.Answer answer, int bytes) throws IOException {
    Matcher range = range(answer);
    long total = Long.parseLong(range.group(3));
    if (Long.parseLong(range.group(2)) != total - 1
        || Long.parseLong(range.group(1)) != total - bytes) {
      throw new IOException(name + ": the server gives another range than it was asked for");
    }
    size = total;
  }

  private Matcher range(PatientClient.Answer answer) throws IOException {
    Matcher range = RANGE.matcher(answer.header("Content-Range"));
    if (!range.matches()) {
      throw new IOException(
          name + ": the server does not tell which range it gives, or how large the file is");
    }
    String encoding = answer.header("Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equals("identity")) {
      throw new IOException(name + ": the server compresses it: ranges are none of the file's");
    }
    return range;
  }

  /**
   * An entity tag (RFC 9110, section 8.8.3), or else when it was changed. Some servers weaken the
   * tags of others.
   */
  private static String stateOf(PatientClient.Answer answer) {
    String tag = answer.header("ETag");
    return tag.isEmpty() ? answer.header("Last-Modified") : tag.replaceFirst("^W/", "");
  }

  /**
   * Whether another file of this state has the same bytes (RFC 9110, section 8.8.2.2): times are of
   * seconds, in which a file may change twice.
   */
  private static boolean isStrong(PatientClient.Answer answer) {
    String tag = answer.header("ETag");
    if (!tag.isEmpty()) {
      return !tag.startsWith("W/");
    }
    try {
      Instant changed = time(answer.header("Last-Modified"));
      return changed.plus(SETTLED).isBefore(time(answer.header("Date")));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Instant time(String text) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
  }

  private void check(PatientClient.Answer answer) throws IOException {
    switch (answer.status()) {
      case PARTIAL -> {}
      case OK ->
          throw new IOException(
              name
                  + ": its server gives whole files only, and no ranges: download it, or ask for another server");
      case 404, 410 ->
          throw new FileNotFoundException(
              name + ": there is no such file (status " + answer.status() + ")");
      case 407 -> throw new IOException(name + ": the proxy asks for a password (status 407)");
      case 401, 403 ->
          throw new IOException(
              name
                  + ": the server refuses (status "
                  + answer.status()
                  + "): set "
                  + Credentials.TOKEN
                  + ", "
                  + Credentials.USER
                  + " or write it into ~/.netrc; secrets are sent over https alone");
      default -> throw new IOException(name + ": the server answers status " + answer.status());
    }
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    int start = target.position();
    for (int attempt = 1; ; attempt++) {
      try {
        readOnce(offset, target.position(start));
        return;
      } catch (OtherStateException e) {
        // One of several servers may be behind the others.
        if (attempt == STATES_ASKED) {
          throw e;
        }
      }
    }
  }

  /** Not what was opened. */
  private static final class OtherStateException extends IOException {
    private static final long serialVersionUID = 1L;

    private OtherStateException(String message) {
      super(message);
    }
  }

  private void readOnce(long offset, ByteBuffer target) throws IOException {
    long last = offset + target.remaining() - 1;
    PatientClient.Answer answer = get("bytes=" + offset + "-" + last, target);
    if (answer.status() == OK || answer.status() == UNSATISFIABLE) {
      throw changed();
    }
    check(answer);
    Matcher range = range(answer);
    if (Long.parseLong(range.group(3)) != size || !stateOf(answer).equals(state)) {
      throw changed();
    }
    if (Long.parseLong(range.group(1)) != offset || target.hasRemaining()) {
      throw new OtherStateException(
          name + ": the server gives another range than it was asked for");
    }
  }

  private OtherStateException changed() {
    return new OtherStateException(name + ": has changed since it was opened: open it again");
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
