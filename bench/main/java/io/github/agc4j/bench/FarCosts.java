package io.github.agc4j.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.agc4j.AgcReader;
import io.github.agc4j.option.ReadOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a window of 4 000 symbols of an archive costs that a server has: {@code bench/far} starts
 * it. Arguments: an archive, and the milliseconds that each request takes. Prints requests, bytes
 * and milliseconds of a new reader's first window, and of the next one of the same sample: median
 * and worst of some.
 */
public final class FarCosts {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d+)");
  private static final int READERS = 50;
  private static final int WINDOW = 4000;

  private final Path archive;
  private final long delayMs;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  private FarCosts(Path archive, long delayMs) {
    this.archive = archive;
    this.delayMs = delayMs;
  }

  /** Serves the archive, reads windows, and prints what that took. */
  public static void main(String[] args) throws IOException {
    new FarCosts(Path.of(args[0]), args.length > 1 ? Long.parseLong(args[1]) : 20).run();
  }

  private void run() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x.agc");
    long[][] cold = new long[READERS][];
    long[][] next = new long[READERS][];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < READERS; i++) {
      AgcReader[] reader = new AgcReader[1];
      long[] sample = {0};
      cold[i] =
          cost(
              () -> {
                reader[0] = AgcReader.open(address, ReadOptions.DEFAULTS);
                sample[0] = random.nextLong(reader[0].samples());
                window(reader[0], sample[0], random);
              });
      next[i] = cost(() -> window(reader[0], sample[0], random));
      reader[0].close();
    }
    print("first", cold);
    print("next", next);
    server.stop(0);
  }

  /** Something that costs requests. */
  private interface Work {
    void run() throws IOException;
  }

  private long[] cost(Work work) throws IOException {
    requests.set(0);
    bytes.set(0);
    long start = System.nanoTime();
    work.run();
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new long[] {requests.get(), bytes.get(), ms};
  }

  /** A window of a contig that has one, if the sample has such a contig. */
  private static void window(AgcReader reader, long sample, SplittableRandom random)
      throws IOException {
    long contigs = reader.contigs(sample);
    long contig = random.nextLong(contigs);
    for (int i = 0; i < 1000 && reader.contigLength(sample, contig) < WINDOW; i++) {
      contig = random.nextLong(contigs);
    }
    long from = random.nextLong(Math.max(1, reader.contigLength(sample, contig) - WINDOW));
    reader.fetchLetters(sample, contig, from, from + WINDOW, new byte[WINDOW], 0);
  }

  private static void print(String what, long[][] costs) {
    StringBuilder line = new StringBuilder(what);
    String[] units = {"requests", "bytes", "ms"};
    for (int column = 0; column < units.length; column++) {
      int of = column;
      long[] sorted = Arrays.stream(costs).mapToLong(cost -> cost[of]).sorted().toArray();
      line.append("  ").append(units[column]).append(' ').append(sorted[sorted.length / 2]);
      line.append(" (").append(sorted[sorted.length - 1]).append(')');
    }
    byte[] text = line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    System.out.write(text, 0, text.length);
    System.out.flush();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        FileChannel file = FileChannel.open(archive)) {
      TimeUnit.MILLISECONDS.sleep(delayMs);
      Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
      if (!range.matches()) {
        throw new IOException("no range");
      }
      long last = Long.parseLong(range.group(2));
      boolean isEnd = range.group(1).isEmpty();
      long from = isEnd ? Math.max(0, file.size() - last) : Long.parseLong(range.group(1));
      long to = isEnd ? file.size() : last + 1;
      ByteBuffer content = ByteBuffer.allocate((int) (to - from));
      file.read(content, from);
      requests.incrementAndGet();
      bytes.addAndGet(content.position());
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      String given = "bytes " + from + "-" + (to - 1) + "/" + file.size();
      exchange.getResponseHeaders().set("Content-Range", given);
      exchange.sendResponseHeaders(206, content.position());
      exchange.getResponseBody().write(content.array());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
