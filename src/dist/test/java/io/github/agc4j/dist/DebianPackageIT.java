package io.github.agc4j.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, as it lies on a system that installed it. */
@Tag("slow")
class DebianPackageIT {
  @TempDir private static Path root;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(Run.has("dpkg-deb"), "no dpkg-deb");
    Run.out(root, "dpkg-deb", "-x", Built.deb().toString(), ".");
    Run.out(root, "dpkg-deb", "-e", Built.deb().toString(), "DEBIAN");
  }

  private static String field(String name) throws Exception {
    return Run.out(root, "dpkg-deb", "-f", Built.deb().toString(), name).strip();
  }

  @Test
  void theCommandIsOnThePath() throws Exception {
    assertTrue(Files.isSymbolicLink(root.resolve("usr/bin/agc4j")));
    assertEquals(
        "agc4j", Files.readSymbolicLink(root.resolve("usr/bin/agc4j")).getFileName().toString());
    Files.writeString(root.resolve("s.fa"), ">c\nacgtn\n");
    String path = root.resolve("usr/bin") + ":" + System.getenv("PATH");
    Run run =
        Run.of(
            root,
            Map.of("PATH", path),
            List.of("sh", "-c", "agc4j create -o x.agc s.fa && agc4j getset x.agc s"));
    assertEquals(new Run(0, ">c\nacgtn\n", ""), run);
  }

  @Test
  void itSaysWhatItIsAndWhatItNeeds() throws Exception {
    assertEquals("agc4j", field("Package"));
    assertEquals(Built.VERSION + "-1", field("Version"));
    assertTrue(field("Depends").matches("libc6 \\(>= 2\\.\\d+\\)"), field("Depends"));
    assertTrue(Integer.parseInt(field("Installed-Size")) > 50_000);
  }

  @Test
  void allFilesHaveTheirSums() throws Exception {
    Run.out(root, "md5sum", "--quiet", "-c", "DEBIAN/md5sums");
    long sums = Files.readString(root.resolve("DEBIAN/md5sums")).lines().count();
    String files = Run.out(root, "find", "usr", "-type", "f");
    assertEquals(files.lines().count(), sums);
  }

  @Test
  void allButWhatIsLookedForElsewhereIsInOneFolder() throws Exception {
    List<String> others =
        Run.out(root, "find", "usr", "!", "-type", "d", "!", "-path", "usr/lib/agc4j/*")
            .lines()
            .filter(file -> !file.matches("usr/share/(man/man1/agc4j.*\\.1\\.gz|doc/agc4j/.*)"))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "usr/bin/agc4j",
            "usr/share/bash-completion/completions/agc4j",
            "usr/share/fish/vendor_completions.d/agc4j.fish",
            "usr/share/lintian/overrides/agc4j",
            "usr/share/zsh/vendor-completions/_agc4j"),
        others);
  }

  @Test
  void manFindsItsPages() throws Exception {
    assumeTrue(Run.has("man"), "no man");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("MANPATH", root.resolve("usr/share/man").toString());
    for (String page : List.of("agc4j", "agc4j-create")) {
      Run run = Run.of(root, environment, List.of("man", "-w", page));
      assertTrue(run.out().endsWith(page + ".1.gz\n"), run.out() + run.err());
    }
  }

  @Test
  void lintianFindsNoErrors() throws Exception {
    assumeTrue(Run.has("lintian"), "no lintian");
    Run run = Run.of(root, "lintian", "--allow-root", Built.deb().toString());
    assertEquals("", run.out());
  }
}
