package io.github.agc4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No class of the library or the command names a type by which a program reaches the network, but
 * those that fetch archives at addresses.
 */
class NetworkTest {
  /** As in class files, also within descriptors. Names of files as URIs are no connection. */
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(?:java/net/(?!URI\\b|URISyntaxException\\b|URLEncoder\\b|URLDecoder\\b)"
              + "|javax/net/|java/rmi/|javax/naming/|javax/management/remote/"
              + "|java/nio/channels/(?:\\w*Socket|DatagramChannel|MulticastChannel|NetworkChannel)"
              + "|com/sun/net/|sun/net/|jdk/net/)[\\w/$]*");

  /** Where those are. */
  private static final Path FETCHING = Path.of("io", "github", "agc4j", "internal", "file", "http");

  private static Set<String> found(Path classFile) throws IOException {
    Set<String> found = new TreeSet<>();
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      // Of classes, methods, fields, annotations and constants: all that a class can name.
      String text =
          switch (entry) {
            case Utf8Entry utf8 -> utf8.stringValue();
            case ClassEntry type -> type.asInternalName();
            default -> "";
          };
      TYPE.matcher(text.replace('.', '/')).results().forEach(match -> found.add(match.group()));
    }
    return found;
  }

  private static List<Path> classes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> folder.relativize(file).startsWith(Path.of("io", "github", "agc4j")))
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../engine", "."})
  void noClassReachesTheNetwork(String module) throws IOException {
    List<String> violations = new ArrayList<>();
    List<Path> classes = classes(Path.of(module, "target", "classes"));
    assertTrue(classes.size() > 50, "looked at " + classes.size() + " classes");
    Path root = Path.of(module, "target", "classes");
    classes.removeIf(file -> root.relativize(file).startsWith(FETCHING));
    for (Path file : classes) {
      found(file).forEach(type -> violations.add(file.getFileName() + ": " + type));
    }
    assertEquals(List.of(), violations);
  }

  /** What the test looks for, as an example that it finds. */
  static final class Connecting {
    private Connecting() {}

    static Object connect() throws IOException {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(0));
        return socket;
      }
    }
  }

  @Test
  void aClassThatDoesIsFound() throws IOException {
    String name = "io/github/agc4j/cli/NetworkTest$Connecting.class";
    Set<String> found = found(Path.of("target", "test-classes", name));
    assertTrue(found.contains("java/net/Socket"), found::toString);
    assertTrue(found.contains("java/net/InetSocketAddress"), found::toString);
    assertFalse(found.contains("java/net/URI"), found::toString);
  }
}
