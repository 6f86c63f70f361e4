package io.github.agc4j.layering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.agc4j.memory.MappedFile;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of packages: who may import whom. */
class LayeringTest {
  private static final String ROOT = "io.github.agc4j.";

  /** Package, and the packages that it may import. */
  private static final Map<String, Set<String>> TABLE =
      Map.ofEntries(
          Map.entry("memory", Set.of()),
          Map.entry("dna", Set.of()),
          Map.entry("fasta", Set.of("memory", "dna", "digest", "fasta.source")),
          Map.entry("fasta.source", Set.of("memory", "pack")),
          Map.entry("kmer", Set.of("memory", "dna")),
          Map.entry("archive", Set.of("memory", "archive.footer")),
          Map.entry("archive.footer", Set.of("memory")),
          Map.entry("segment", Set.of("memory", "dna", "kmer")),
          Map.entry("lzdiff", Set.of("memory", "dna")),
          Map.entry("pack", Set.of("memory")),
          Map.entry("collection", Set.of("memory", "dna", "pack", "archive")),
          Map.entry(
              "group", Set.of("memory", "dna", "kmer", "archive", "segment", "lzdiff", "pack")),
          Map.entry("group.write", Set.of("memory", "archive", "pack", "group")),
          Map.entry("group.read", Set.of("memory", "dna", "archive", "lzdiff", "pack")),
          Map.entry("digest", Set.of("memory", "archive")),
          Map.entry(
              "engine.verify",
              Set.of(
                  "engine",
                  "engine.decode",
                  "engine.input",
                  "engine.option",
                  "engine.range",
                  "digest",
                  "memory",
                  "archive",
                  "collection")),
          Map.entry("engine.option", Set.of()),
          Map.entry(
              "engine.order",
              Set.of("engine.decode", "memory", "dna", "fasta", "fasta.source", "kmer")),
          Map.entry(
              "engine.input",
              Set.of(
                  "engine.option",
                  "memory",
                  "dna",
                  "fasta",
                  "fasta.source",
                  "collection",
                  "digest")),
          Map.entry("engine.query", Set.of("dna", "fasta")),
          Map.entry(
              "engine.anchor",
              Set.of("memory", "dna", "kmer", "archive", "lzdiff", "group", "engine.option")),
          Map.entry(
              "engine.decode",
              Set.of(
                  "engine.option",
                  "memory",
                  "dna",
                  "archive",
                  "pack",
                  "collection",
                  "digest",
                  "group.read")),
          Map.entry(
              "engine.range",
              Set.of(
                  "memory",
                  "dna",
                  "archive",
                  "collection",
                  "digest",
                  "engine.decode",
                  "engine.option",
                  "engine.query")),
          Map.entry(
              "engine",
              Set.of(
                  "engine.anchor",
                  "engine.decode",
                  "engine.input",
                  "engine.option",
                  "engine.query",
                  "digest",
                  "engine.range",
                  "memory",
                  "dna",
                  "fasta",
                  "fasta.source",
                  "kmer",
                  "archive",
                  "segment",
                  "lzdiff",
                  "pack",
                  "collection",
                  "group",
                  "group.write")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.agc4j");

  static Set<String> packages() {
    return new TreeSet<>(TABLE.keySet());
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found =
        CLASSES.stream()
            .map(c -> c.getPackageName())
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(packages(), found);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsOnlyWhatTheTableAllows(String name) {
    String[] forbidden =
        TABLE.keySet().stream()
            .filter(other -> !other.equals(name) && !TABLE.get(name).contains(other))
            .map(other -> ROOT + other)
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + name)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(CLASSES);
    }
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayBehindTheirPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "pack")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.luben..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "memory")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.openhft..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat(
            new com.tngtech.archunit.base.DescribedPredicate<>(
                "classes of Agrona that need JVM flags") {
              @Override
              public boolean test(com.tngtech.archunit.core.domain.JavaClass c) {
                return c.getPackageName().startsWith("org.agrona")
                    && !c.getPackageName().equals("org.agrona.collections");
              }
            })
        .check(CLASSES);
  }

  @Test
  void onlyTheEngineStartsThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "engine..")
        .should()
        .accessClassesThat()
        .areAssignableTo(java.util.concurrent.ExecutorService.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .check(CLASSES);
  }

  /**
   * A few confined segments make compiled code ask for the thread at every access to any memory.
   */
  @Test
  void noMemoryIsConfinedToAThread() {
    noClasses().should().callMethod(java.lang.foreign.Arena.class, "ofConfined").check(CLASSES);
  }

  /** What they map others may cut: a copy survives that, a checksum or a native codec does not. */
  @Test
  void onlyTheMappedFileAndWhatIsWrittenIsMapped() {
    noClasses()
        .that()
        .haveNameNotMatching(".*memory[.](MappedFile|MappedOutput|SpillFile)([$].*)?")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.nio.channels.FileChannel.MapMode.class)
        .check(CLASSES);
    assertEquals(
        List.of(true),
        Arrays.stream(MappedFile.class.getMethods())
            .filter(method -> method.getDeclaringClass() == MappedFile.class)
            .map(method -> method.getReturnType() != MemorySegment.class)
            .distinct()
            .toList(),
        "mapped bytes are given away");
  }
}
