package io.github.agc4j.serve;

import com.sun.net.httpserver.HttpServer;
import io.github.agc4j.AgcWriter;
import io.github.agc4j.serve.internal.archive.ArchiveMetrics;
import io.github.agc4j.serve.internal.archive.ServedArchive;
import io.github.agc4j.serve.internal.archive.ServedArchives;
import io.github.agc4j.serve.internal.fasta.FastaService;
import io.github.agc4j.serve.internal.http.Exchanges;
import io.github.agc4j.serve.internal.http.Metrics;
import io.github.agc4j.serve.internal.http.Refusal;
import io.github.agc4j.serve.internal.http.Reply;
import io.github.agc4j.serve.internal.http.ReplyLimits;
import io.github.agc4j.serve.internal.http.Request;
import io.github.agc4j.serve.internal.http.Service;
import io.github.agc4j.serve.internal.list.ListService;
import io.github.agc4j.serve.internal.page.PageService;
import io.github.agc4j.serve.internal.range.RangesService;
import io.github.agc4j.serve.internal.refget.RefgetService;
import io.github.agc4j.serve.internal.seqcol.SeqcolService;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves archives over HTTP until it is closed: {@code /} (a page for people), {@code /sequence/…}
 * (refget 2.0), {@code /service-info}, {@code /collection/…}, {@code /comparison/…}, {@code
 * /list/…}, {@code /attribute/…} (sequence collections 1.0), {@code /fasta/ARCHIVE/SAMPLE.fa} with
 * {@code .fa.fai}, {@code .dict} and {@code .fa.gz}, {@code /archives/…} (what there is, as JSON),
 * {@code /ranges/ARCHIVE} (many ranges), {@code /metrics}. Only reads. An archive that is extended
 * or replaced meanwhile is opened anew.
 */
public final class AgcServer implements Closeable {
  private static final int BACKLOG = 1024;
  private static final int STOP_S = 10;

  // The JDK's server reads them once: heads may be read for so many seconds, connections that are
  // idle are kept, small replies do not wait for others. Who sends too much is read to the end of a
  // megabyte: else he would not see that he was refused.
  static {
    Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "20",
            "sun.net.httpserver.maxIdleConnections", "4096",
            "sun.net.httpserver.drainAmount", "1048576",
            "sun.net.httpserver.maxReqHeaderSize", "32768")
        .forEach(
            (name, value) -> {
              if (System.getProperty(name) == null) {
                System.setProperty(name, value);
              }
            });
  }

  private final ServedArchives archives;
  private final HttpServer server;
  private final Exchanges exchanges;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private AgcServer(List<Path> files, ServeOptions options) throws IOException {
    ServeLimits limits = options.limits();
    archives = new ServedArchives(files, limits.cacheBytes(), limits.threads(), options.notes());
    try {
      InetAddress host = InetAddress.getByName(options.host());
      server = HttpServer.create(new InetSocketAddress(host, options.port()), BACKLOG);
    } catch (IOException e) {
      archives.close();
      throw new IOException(options.host() + ":" + options.port() + ": " + e.getMessage(), e);
    }
    Metrics metrics = new Metrics(new ArchiveMetrics(archives));
    exchanges =
        new Exchanges(
            routes(options, metrics),
            limits.requestsMax(),
            metrics,
            options.accessLog(),
            options.notes(),
            options.isForAll(),
            new ReplyLimits(limits.bytesMax(), limits.secondsMax()));
    server.createContext("/", exchanges);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts to serve {@code files}, whose names without {@code .agc} must differ.
   *
   * @throws IOException when one cannot be opened, or the address not be listened at
   */
  public static AgcServer start(List<Path> files, ServeOptions options) throws IOException {
    return new AgcServer(files, options);
  }

  private Service routes(ServeOptions options, Metrics metrics) {
    Map<String, Service> services = new HashMap<>();
    services.put("sequence", new RefgetService(archives, options.circular(), AgcWriter.VERSION));
    SeqcolService collections = new SeqcolService(archives, AgcWriter.VERSION);
    for (String resource :
        List.of("service-info", "collection", "comparison", "list", "attribute")) {
      services.put(resource, collections);
    }
    services.put("fasta", new FastaService(archives));
    services.put("archives", new ListService(archives));
    services.put("ranges", new RangesService(archives));
    services.put("metrics", metrics);
    PageService page = new PageService();
    for (String file : List.of("", "page.css", "page.js")) {
      services.put(file, page);
    }
    return request -> answer(request, services);
  }

  private static Reply answer(Request request, Map<String, Service> services) throws IOException {
    Service service = services.get(request.path().getFirst());
    if (service == null) {
      throw Refusal.unknown("no such resource");
    }
    return service.answer(request);
  }

  /** Where it serves: {@code http://127.0.0.1:PORT/}. */
  public URI address() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
  }

  /** Whether it serves this machine alone. */
  public boolean isLoopback() {
    return server.getAddress().getAddress().isLoopbackAddress();
  }

  /** Waits until contigs of all archives are found by their digests, as far as that is possible. */
  public void awaitIndexes() throws InterruptedException {
    for (ServedArchive archive : archives.all()) {
      archive.awaitIndex();
    }
  }

  /** Answers what it has begun to answer, for some seconds at most, and ends. */
  @Override
  public void close() throws IOException {
    try {
      exchanges.stop(STOP_S);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
    archives.close();
  }
}
