package io.github.agc4j.cli.serve;

import io.github.agc4j.cli.option.ByteSize;
import io.github.agc4j.cli.option.Threads;
import io.github.agc4j.cli.option.UsageException;
import io.github.agc4j.cli.output.StandardOutput;
import io.github.agc4j.cli.output.Terminal;
import io.github.agc4j.serve.AgcServer;
import io.github.agc4j.serve.ServeOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code agc4j serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves archives over HTTP until it is stopped: a page to look at, sequences by their digests (GA4GH refget 2.0), samples as sequence collections (1.0) and as FASTA files that are read by ranges, and lists as JSON. Prints its address. Only reads; what is extended or replaced meanwhile is opened anew.")
public final class ServeCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Mixin private Threads threads;

  @Parameters(
      paramLabel = "ARCHIVE",
      arity = "1..*",
      description = "archives; each is called as its file, without .agc")
  private List<Path> archives;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "address to listen at (default: ${DEFAULT-VALUE}, which serves this machine alone)")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "port to listen at: 0 … 65535 (default: ${DEFAULT-VALUE}, any that is free)")
  private int port;

  @Option(
      names = "--circular",
      paramLabel = "CONTIG",
      description = "a contig that is circular, so that parts of it may go over its end (refget)")
  private Set<String> circular = Set.of();

  @Option(names = "--cors", description = "allow pages of all origins to read")
  private boolean isForAll;

  @Option(
      names = "--cache",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "64m",
      description = "what is kept decompressed of all archives (default: ${DEFAULT-VALUE})")
  private long cacheBytes;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "requests that are answered at a time; others wait up to ten seconds: 1 … 10000 (default: ${DEFAULT-VALUE})")
  private int requestsMax;

  @Option(
      names = "--max-bytes",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      defaultValue = "1048576g",
      description = "larger replies are refused; parts of them are not (default: no limit)")
  private long bytesMax;

  @Option(
      names = "--max-time",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description =
          "replies that take longer, since who asked is slow, are cut: 1 … 86400 (default: ${DEFAULT-VALUE})")
  private int secondsMax;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "append a line for each request, in common log format; - is standard output")
  private String accessLog;

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkRange("--port", port, 0, 0xffff);
    checkRange("--max-requests", requestsMax, 1, 10_000);
    checkRange("--max-time", secondsMax, 1, 86_400);
    if (bytesMax < 1) {
      throw new UsageException("--max-bytes=" + bytesMax + " lets nothing through");
    }
    PrintWriter out = StandardOutput.writer();
    try (PrintWriter log = log(out)) {
      ServeOptions options =
          ServeOptions.DEFAULTS
              .at(host, port)
              .withLimits(cacheBytes, threads.count(), requestsMax)
              .withReplies(bytesMax, secondsMax)
              .withCircular(circular)
              .forAll(isForAll)
              .telling(log == null ? null : line -> print(log, line), note());
      AgcServer server = AgcServer.start(archives, options);
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended), "agc4j-stop"));
      if (!server.isLoopback()) {
        System.err.println(
            "agc4j: serves other machines, too: whoever reaches "
                + host
                + " can read these archives");
      }
      out.println(server.address());
      out.flush();
      ended.await();
    }
    return 0;
  }

  private static void checkRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new UsageException(option + "=" + value + " is not within " + min + " … " + max);
    }
  }

  private static void print(PrintWriter log, String line) {
    log.println(line);
    log.flush();
  }

  private static Consumer<String> note() {
    return text -> System.err.println("agc4j: " + Terminal.escaped(text));
  }

  /** Null for none. */
  private PrintWriter log(PrintWriter out) throws IOException {
    if (accessLog == null || accessLog.equals(STANDARD_OUTPUT)) {
      return accessLog == null ? null : out;
    }
    return new PrintWriter(
        Files.newBufferedWriter(
            Path.of(accessLog), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true);
  }

  private static void stop(AgcServer server, CountDownLatch ended) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("agc4j: " + e.getMessage());
    }
    ended.countDown();
  }
}
