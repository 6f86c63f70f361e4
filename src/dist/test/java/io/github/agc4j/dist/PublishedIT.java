package io.github.agc4j.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second build of the same sources, in another folder, under another time zone, locale and umask,
 * as for a release: what Maven Central demands of the bundle is there, a program of others can be
 * built with it, and all that is packed is the same as in the first build.
 */
@Tag("slow")
class PublishedIT {
  private static final List<String> ARTIFACTS =
      List.of("agc4j-engine", "agc4j-cli", "agc4j-htsjdk", "agc4j-serve", "agc4j-spark_2.13");

  /** What Central's requirements name, as elements of the pom that it gets. */
  private static final List<String> DEMANDED =
      List.of(
          "/project/name",
          "/project/description",
          "/project/url",
          "/project/licenses/license/name",
          "/project/licenses/license/url",
          "/project/developers/developer/name",
          "/project/scm/connection",
          "/project/scm/developerConnection",
          "/project/scm/url");

  @TempDir private static Path work;

  private static Path bundle;
  private static Path tree;
  private static Map<String, String> environment;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Run.has("gpg"), "no gpg");
    environment = new HashMap<>(System.getenv());
    environment.put("TZ", "Asia/Tokyo");
    environment.put("LC_ALL", "C");
    environment.put("AGC4J_CACHES", "no");
    environment.put("AGC4J_PACKAGES", "no");
    environment.put("GNUPGHOME", keys().toString());
    tree = work.resolve("deeper/tree");
    copyTree(Path.of("../..").toRealPath(), tree);
    List<String> line =
        maven(
            "-Pcentral,dist",
            "-Dmaven.test.skip=true",
            "-Dspotless.apply.skip",
            "-Dbuild.commit=" + builtCommit(),
            "-pl",
            "!bench,!src/fuzz",
            "deploy");
    Run run = Run.of(tree, environment, line);
    assertEquals(0, run.status(), run.out() + run.err());
    bundle = Files.createDirectory(work.resolve("bundle"));
    Path file = tree.resolve("src/dist/target/agc4j-" + Built.VERSION + "-central.zip");
    Run.out(bundle, jdk("jar"), "xf", file.toString());
  }

  @AfterAll
  static void endAgent() throws Exception {
    if (environment != null) {
      Run.of(work, environment, List.of("gpgconf", "--kill", "all"));
    }
  }

  /** A folder for gpg, with a key that is good for a day. */
  private static Path keys() throws Exception {
    Path keys = Files.createDirectory(work.resolve("keys"));
    Run.out(keys, "chmod", "700", ".");
    Map<String, String> own = new HashMap<>(System.getenv());
    own.put("GNUPGHOME", keys.toString());
    String name = "agc4j test <agc4j@users.noreply.github.com>";
    Run run =
        Run.of(
            keys,
            own,
            List.of(
                "gpg",
                "--batch",
                "--quiet",
                "--passphrase",
                "",
                "--quick-generate-key",
                name,
                "ed25519",
                "sign",
                "1d"));
    assertEquals(0, run.status(), run.err());
    return keys;
  }

  private static void copyTree(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    Run.out(from, "sh", "-c", "tar cf - --exclude=./.git --exclude=target . | tar xf - -C " + to);
  }

  /** What the first build was made of: the copy is no checkout. */
  private static String builtCommit() throws IOException {
    Path jar = Path.of("../cli/target/agc4j-cli.jar");
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry("io/github/agc4j/cli/commit"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** Maven as it is installed, with the repository and the mode of this run. */
  private static List<String> maven(String... arguments) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", "umask 027 && exec mvn \"$@\"", "sh"));
    line.add("-B");
    if ("offline: true".equals(System.getProperty("agc4j.mode"))) {
      line.add("-o");
    }
    line.add("-Dmaven.repo.local=" + System.getProperty("agc4j.repository"));
    line.addAll(List.of(arguments));
    return line;
  }

  private static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static Path folder(String artifact) {
    return bundle.resolve("io/github/agc4j").resolve(artifact).resolve(Built.VERSION);
  }

  private static Path file(String artifact, String end) {
    return folder(artifact).resolve(artifact + "-" + Built.VERSION + end);
  }

  @Test
  void everyArtifactHasAllItsFiles() throws Exception {
    for (String artifact : ARTIFACTS) {
      for (String end : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar")) {
        Path file = file(artifact, end);
        assertTrue(Files.size(file) > 0, file.toString());
        assertEquals(digest("MD5", file), Files.readString(Path.of(file + ".md5")).strip());
        assertEquals(digest("SHA-1", file), Files.readString(Path.of(file + ".sha1")).strip());
      }
    }
    try (Stream<Path> files = Files.walk(bundle)) {
      assertFalse(files.anyMatch(file -> file.toString().contains("maven-metadata")));
    }
    assertEquals(
        List.of(
            "agc4j",
            "agc4j-cli",
            "agc4j-engine",
            "agc4j-htsjdk",
            "agc4j-serve",
            "agc4j-spark_2.13"),
        Built.names(bundle.resolve("io/github/agc4j")));
  }

  private static String digest(String algorithm, Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void everySignatureIsThatOfItsFile() throws Exception {
    int signatures = 0;
    try (Stream<Path> files = Files.walk(bundle)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(pom|jar|json)")).toList()) {
        Run run =
            Run.of(work, environment, List.of("gpg", "--verify", file + ".asc", file.toString()));
        assertEquals(0, run.status(), run.err());
        signatures++;
      }
    }
    assertTrue(signatures >= 17, "signatures=" + signatures);
  }

  @Test
  void everyPomSaysWhatIsDemandedAndNeedsNoOther() throws Exception {
    for (String artifact : ARTIFACTS) {
      String pom = Files.readString(file(artifact, ".pom"));
      for (String element : DEMANDED) {
        assertFalse(text(pom, element).isBlank(), artifact + ": " + element);
      }
      assertFalse(pom.contains("${"), pom);
      assertFalse(pom.contains("<parent>"), pom);
      assertFalse(pom.contains("SNAPSHOT"), pom);
      assertEquals(Built.VERSION, text(pom, "/project/version"));
      assertEquals("https://github.com/agc4j/agc4j", text(pom, "/project/url"));
    }
  }

  private static String text(String pom, String path) throws Exception {
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(pom.getBytes(StandardCharsets.UTF_8)));
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }

  @Test
  void everyJarIsAModuleWithItsLicence() throws Exception {
    Map<String, String> modules =
        Map.of(
            "agc4j-engine",
            "io.github.agc4j",
            "agc4j-cli",
            "io.github.agc4j.cli",
            "agc4j-htsjdk",
            "io.github.agc4j.htsjdk",
            "agc4j-serve",
            "io.github.agc4j.serve",
            "agc4j-spark_2.13",
            "io.github.agc4j.spark");
    for (String artifact : ARTIFACTS) {
      try (JarFile jar = new JarFile(file(artifact, ".jar").toFile())) {
        Manifest manifest = jar.getManifest();
        assertEquals(
            modules.get(artifact), manifest.getMainAttributes().getValue("Automatic-Module-Name"));
        assertEquals(
            Built.VERSION, manifest.getMainAttributes().getValue("Implementation-Version"));
        assertTrue(jar.getEntry("META-INF/LICENSE") != null, artifact);
      }
      try (JarFile sources = new JarFile(file(artifact, "-sources.jar").toFile())) {
        assertTrue(sources.stream().filter(e -> e.getName().endsWith(".java")).count() > 2);
      }
      try (JarFile pages = new JarFile(file(artifact, "-javadoc.jar").toFile())) {
        assertTrue(pages.getEntry("index.html") != null, artifact);
      }
    }
  }

  /** The coordinates and the program at the head of docs/library.md. */
  @Test
  void aProgramOfOthersIsBuiltWithIt() throws Exception {
    String documentation = Files.readString(Path.of("../../docs/library.md"));
    Path project = Files.createDirectory(work.resolve("project"));
    Files.writeString(
        project.resolve("pom.xml"),
        Files.readString(Path.of("test/resources/project.xml"))
            .replace("VERSION", Built.VERSION)
            .replace("REPOSITORY", bundle.toUri().toString())
            .replace("DEPENDENCY", block(documentation, "xml")));
    Path source = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(source.resolve("Samples.java"), block(documentation, "java"));
    Map<String, String> own = new HashMap<>(environment);
    own.put("JAVA_HOME", System.getProperty("java.home"));
    List<String> line = maven("package");
    line.add("-Dmaven.repo.local=" + copyOfRepository());
    Run build = Run.of(project, own, line);
    assertEquals(0, build.status(), build.out() + build.err());

    Files.writeString(project.resolve("s0.fa"), ">a\nACGT\n>b\nGGTT\n");
    Run.out(
        project,
        Path.of("../cli/agc4j").toAbsolutePath().toString(),
        "create",
        "-o",
        "x.agc",
        "s0.fa");
    Run run =
        Run.of(
            project, jdk("java"), "-cp", "target/classes:target/dependency/*", "Samples", "x.agc");
    assertEquals("s0\t2\n", run.out(), run.err());
    Run other = Run.of(project, jdk("java"), "-p", "target/dependency", "--list-modules");
    assertTrue(other.out().contains("io.github.agc4j@" + Built.VERSION), other.out() + other.err());
  }

  private static String block(String documentation, String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(documentation)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** What is fetched already, but nothing of ours: the user's own must not hold what is tested. */
  private static Path copyOfRepository() throws Exception {
    Path copy = work.resolve("repository");
    String own = System.getProperty("agc4j.repository");
    Run linked = Run.of(work, "cp", "-al", own, copy.toString());
    if (linked.status() != 0) {
      Run.out(work, "rm", "-rf", copy.toString());
      Run.out(work, "cp", "-a", own, copy.toString());
    }
    Run.out(work, "rm", "-rf", copy.resolve("io/github/agc4j").toString());
    return copy;
  }

  /**
   * Whoever starts the source tree for the first time is told what happens, a line for each step.
   */
  @Test
  void theTreeBuildsItselfAndSaysHowFarItIs() throws Exception {
    Map<String, String> own = new HashMap<>(environment);
    String offline = "offline: true".equals(System.getProperty("agc4j.mode")) ? "-o " : "";
    own.put("MAVEN_ARGS", offline + "-Dmaven.repo.local=" + System.getProperty("agc4j.repository"));
    Run first = Run.of(tree, own, List.of("src/cli/agc4j", "--version"));
    assertEquals(0, first.status(), first.err());
    assertTrue(first.out().contains(", source tree\n"), first.out());
    List<String> steps = first.err().lines().toList();
    assertEquals(5, steps.size(), first.err());
    for (int step = 1; step <= steps.size(); step++) {
      String start = "agc4j: building itself, " + step + " of 5: ";
      assertTrue(steps.get(step - 1).startsWith(start), first.err());
    }
    assertEquals("", Run.of(tree, own, List.of("src/cli/agc4j", "--version")).err());

    own.put("MAVEN_ARGS", "-o -Dmaven.repo.local=" + work.resolve("none"));
    Run.out(tree, "rm", "src/cli/target/built");
    Run failing = Run.of(tree, own, List.of("src/cli/agc4j", "--version"));
    assertEquals(1, failing.status());
    assertTrue(
        failing.err().contains("[ERROR] ") && failing.err().endsWith("agc4j: the build failed\n"));
  }

  /** All but the JVM's caches, which record counts and addresses of one run. */
  @Test
  void theTarballIsTheSame() throws Exception {
    Path first = Built.unpack(Files.createDirectory(work.resolve("first")));
    Path tarball = tree.resolve("src/dist/target").resolve(Built.tarball().getFileName());
    Path second = Files.createDirectory(work.resolve("second"));
    Run.out(second, "tar", "xzf", tarball.toString());
    TreeMap<String, String> differing = sums(first);
    TreeMap<String, String> again = sums(second.resolve(Built.name()));
    assertEquals(differing.keySet(), again.keySet());
    differing.entrySet().removeAll(again.entrySet());
    assertEquals(Map.of(), differing);
    assertEquals(listing(Built.tarball()), listing(tarball));
  }

  private static TreeMap<String, String> sums(Path top) throws Exception {
    TreeMap<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".aot")) {
          sums.put(top.relativize(file).toString(), digest("SHA-256", file));
        }
      }
    }
    assertTrue(sums.size() > 100);
    return sums;
  }

  private static List<String> listing(Path tarball) throws Exception {
    return Run.out(work, "tar", "tvzf", tarball.toString())
        .lines()
        .filter(entry -> !entry.contains(".aot"))
        .toList();
  }
}
