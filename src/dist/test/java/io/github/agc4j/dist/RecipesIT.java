package io.github.agc4j.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes for others' package managers, as far as they can be followed without these. */
@Tag("slow")
class RecipesIT {
  /** Fills in the recipe as conda does, without the comments that it selects by. */
  private static final String RENDER =
      """
      import jinja2, sys
      def pin_subpackage(name, max_pin): return name + " ==" + max_pin
      sys.stdout.write(jinja2.Template(open(sys.argv[1]).read()).render(pin_subpackage=pin_subpackage))
      """;

  @TempDir private Path folder;

  private String rendered() throws Exception {
    assumeTrue(
        Run.of(folder, "python3", "-c", "import jinja2").status() == 0, "no python3 with jinja2");
    return Run.out(folder, "python3", "-c", RENDER, Built.recipe("bioconda/meta.yaml").toString());
  }

  /** The lines of a list in the recipe. */
  private static List<String> list(String recipe, String start) {
    String rest = recipe.substring(recipe.indexOf(start) + start.length());
    return rest.lines()
        .skip(1)
        .takeWhile(line -> line.startsWith("    - "))
        .map(line -> line.substring(6))
        .toList();
  }

  @Test
  void theBiocondaRecipeIsForThisTarball() throws Exception {
    String recipe = rendered();
    String sum = Run.out(folder, "sha256sum", Built.tarball().toString()).split(" ")[0];
    assertTrue(recipe.contains("sha256: " + sum), recipe);
    assertTrue(recipe.contains("/v" + Built.VERSION + "/" + Built.tarball().getFileName()), recipe);
    assertTrue(Pattern.compile("version: " + Pattern.quote(Built.VERSION)).matcher(recipe).find());
    assertTrue(Files.exists(Built.unpack(folder).resolve("share/doc/agc4j/LICENSE")));
  }

  @Test
  void theBiocondaRecipeInstallsWhatItsTestsWant() throws Exception {
    List<String> tests = list(rendered(), "  commands:");
    assertTrue(tests.size() > 3, tests.toString());
    Path source = Built.unpack(folder);
    Path prefix = Files.createDirectory(folder.resolve("prefix"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PREFIX", prefix.toString());
    Run build =
        Run.of(source, environment, List.of("bash", Built.recipe("bioconda/build.sh").toString()));
    assertEquals(new Run(0, "", ""), build);
    Run.out(folder, "rm", "-r", source.toString());

    environment.put("PATH", prefix.resolve("bin") + ":" + System.getenv("PATH"));
    for (String test : tests) {
      Run run = Run.of(folder, environment, List.of("bash", "-euc", test));
      assertEquals(0, run.status(), test + ": " + run.err());
    }
  }

  /** Its lines, with folders of the image in one of ours. */
  @Test
  void theDockerfileInstallsTheCommand() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("usr/local/bin"));
    String file = Files.readString(Built.recipe("Dockerfile")).replace("${VERSION}", Built.VERSION);
    List<String> added = instruction(file, "ADD ");
    assertEquals(List.of(Built.tarball().getFileName() + " /opt/"), added);
    Built.unpack(Files.createDirectories(root.resolve("opt")));
    List<String> runs = instruction(file, "RUN ");
    assertEquals(1, runs.size());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PATH", root.resolve("usr/local/bin") + ":" + System.getenv("PATH"));
    String line = runs.getFirst().replaceAll("(?<![\\w/])/(opt|usr)/", root + "/$1/");
    Run run = Run.of(folder, environment, List.of("sh", "-euc", line));
    assertTrue(run.out().startsWith("agc4j " + Built.VERSION), run.err());
    assertEquals(List.of("[\"agc4j\"]"), instruction(file, "ENTRYPOINT "));
  }

  private static List<String> instruction(String file, String name) {
    return file.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .toList();
  }
}
