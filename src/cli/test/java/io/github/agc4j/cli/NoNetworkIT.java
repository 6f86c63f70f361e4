package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.agc4j.cli.demo.DemoCollection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command, with all its libraries, opens no socket and looks up no host: the JVM tells which
 * classes it initializes, and none of those without which neither works is among them.
 */
@Tag("slow")
class NoNetworkIT {
  private static final Pattern INITIALIZED = Pattern.compile("Initializing '([^']+)'");

  /** That of a URL is initialized for those of jars. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "java/net/(?:Inet|NetworkInterface|\\w*Socket|http/).*"
              + "|sun/nio/ch/(?:Net|Nio\\w*Socket|\\w*Socket|Datagram|Unix\\w*Socket).*"
              + "|sun/net/(?:www/http|www/protocol/(?:http|ftp|mailto)|ftp|NetHooks|dns).*"
              + "|jdk/internal/net/.*|sun/security/ssl/.*");

  @TempDir private static Path folder;

  @BeforeAll
  static void createArchive() throws Exception {
    new DemoCollection(1, 3, 100_000).write(folder);
    Agc4jProcess create =
        Agc4jProcess.run(folder, "create", "-o", "x.agc", "genome00.fa", "genome01.fa");
    assertEquals(0, create.status(), create.err());
  }

  /** Runs Java with {@code arguments}; what of the network it initialized. */
  private static Set<String> initialized(Path log, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info:file=" + log,
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of(arguments));
    Agc4jProcess run = Agc4jProcess.start(folder, command);
    assertEquals(0, run.status(), run.err());
    Set<String> all = new TreeSet<>();
    INITIALIZED.matcher(Files.readString(log)).results().forEach(at -> all.add(at.group(1)));
    assertTrue(all.size() > 100, "the log names " + all.size() + " classes");
    all.removeIf(name -> !NETWORK.matcher(name).matches());
    return all;
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("agc4j-cli.jar"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create -o again.agc genome00.fa genome01.fa genome02.fa",
        "append -o more.agc x.agc genome02.fa",
        "extract --samples genome01 -o one.agc x.agc",
        "getcol x.agc",
        "getset x.agc genome01",
        "getctg x.agc chr1@genome01:0-9",
        "listset x.agc",
        "listctg x.agc",
        "lengths x.agc",
        "mask x.agc",
        "digest --files x.agc",
        "info -v 1 x.agc",
        "demo --genomes 2 --bases 200200"
      })
  void theCommandOpensNoSocket(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments.split(" ")));
    assertEquals(Set.of(), initialized(folder.resolve("init.log"), command.toArray(String[]::new)));
  }

  /** What would be noticed: a socket, a channel, a name. */
  static final class Connecting {
    private Connecting() {}

    /** Does with the network what {@code arguments[0]} names. */
    public static void main(String[] arguments) throws IOException {
      switch (arguments[0]) {
        case "socket" -> new Socket().close();
        case "server" -> new ServerSocket().close();
        case "channel" -> SocketChannel.open().close();
        case "datagram" -> DatagramChannel.open().close();
        default -> InetAddress.getLoopbackAddress();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket", "server", "channel", "datagram", "name"})
  void aProgramThatDoesIsNoticed(String what) throws Exception {
    Set<String> noticed =
        initialized(
            folder.resolve("init.log"),
            "-cp",
            Path.of("target/test-classes").toAbsolutePath().toString(),
            Connecting.class.getName(),
            what);
    assertTrue(!noticed.isEmpty(), what);
  }

  @Test
  void aProgramThatDoesNothingIsNot() throws Exception {
    assertEquals(Set.of(), initialized(folder.resolve("init.log"), "-version"));
  }
}
