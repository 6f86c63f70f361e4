package io.github.agc4j.serve.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was answered, as Prometheus reads it (text format 0.0.4). Safe for use by several threads.
 */
public final class Metrics implements Service {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final double NANOS = 1e9;

  private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder nanoseconds = new LongAdder();
  private final AtomicLong running = new AtomicLong();
  private final Source others;

  /** Adds metrics of others. */
  public interface Source {
    /** Appends lines of text. */
    void append(StringBuilder text) throws IOException;
  }

  /** Nothing is answered yet; tells what {@code others} tells, too. */
  public Metrics(Source others) {
    this.others = others;
  }

  void begun() {
    running.incrementAndGet();
  }

  void ended(int status, long sentBytes, long tookNs) {
    running.decrementAndGet();
    requests.computeIfAbsent(status, key -> new LongAdder()).increment();
    bytes.add(sentBytes);
    nanoseconds.add(tookNs);
  }

  @Override
  public Reply answer(Request request) throws IOException {
    request.checkReading();
    StringBuilder text = new StringBuilder();
    head(text, "agc4j_requests_total", "counter", "Requests by the status of their reply.");
    requests.forEach(
        (status, count) ->
            text.append("agc4j_requests_total{status=\"%d\"} %d\n".formatted(status, count.sum())));
    head(text, "agc4j_sent_bytes_total", "counter", "Bytes of all replies, without their heads.");
    text.append("agc4j_sent_bytes_total %d\n".formatted(bytes.sum()));
    head(text, "agc4j_request_seconds_total", "counter", "Time that all requests took.");
    text.append("agc4j_request_seconds_total %.6f\n".formatted(nanoseconds.sum() / NANOS));
    head(text, "agc4j_requests_running", "gauge", "Requests that are being answered.");
    text.append("agc4j_requests_running %d\n".formatted(running.get()));
    others.append(text);
    return Reply.of(200, TYPE, text.toString());
  }

  /** Appends what is said of a metric before its values. */
  public static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }
}
