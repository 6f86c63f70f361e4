package io.github.agc4j.layering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.agc4j.internal.file.MappedFile;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of packages: who may import whom. */
class LayeringTest {
  private static final String ROOT = "io.github.agc4j.";

  /** What a user of the library may touch. */
  private static final Set<String> PUBLIC =
      Set.of("error", "info", "input", "option", "query", "source");

  /**
   * Package, and the packages that it may import. The door, {@code io.github.agc4j} itself, may
   * import all, and nothing imports it.
   */
  private static final Map<String, Set<String>> TABLE =
      Map.ofEntries(
          Map.entry("error", Set.of("query")),
          Map.entry("info", Set.of()),
          Map.entry("input", Set.of()),
          Map.entry(
              "internal.annotation",
              Set.of("internal.archive", "internal.memory", "internal.pack")),
          Map.entry(
              "internal.archive",
              Set.of(
                  "error",
                  "info",
                  "input",
                  "internal.archive.footer",
                  "internal.archive.waypoint",
                  "internal.file",
                  "internal.memory")),
          Map.entry("internal.archive.footer", Set.of("internal.file", "internal.memory")),
          Map.entry(
              "internal.archive.waypoint",
              Set.of("internal.archive.footer", "internal.file", "internal.memory")),
          Map.entry(
              "internal.collection",
              Set.of(
                  "error",
                  "info",
                  "internal.archive",
                  "internal.file",
                  "internal.memory",
                  "internal.pack",
                  "query")),
          Map.entry(
              "internal.digest", Set.of("error", "info", "internal.archive", "internal.memory")),
          Map.entry("internal.dna", Set.of()),
          Map.entry(
              "internal.fasta",
              Set.of(
                  "error",
                  "internal.digest",
                  "internal.dna",
                  "internal.fasta.source",
                  "internal.memory",
                  "internal.pack",
                  "internal.text",
                  "internal.text.line",
                  "option")),
          Map.entry("internal.fasta.source", Set.of("error", "internal.memory", "internal.pack")),
          Map.entry(
              "internal.group",
              Set.of(
                  "error",
                  "internal.archive",
                  "internal.dna",
                  "internal.kmer",
                  "internal.lzdiff",
                  "internal.memory",
                  "internal.pack",
                  "internal.segment")),
          Map.entry(
              "internal.group.read",
              Set.of(
                  "error",
                  "info",
                  "internal.archive",
                  "internal.dna",
                  "internal.file",
                  "internal.lzdiff",
                  "internal.memory",
                  "internal.pack",
                  "internal.text",
                  "query")),
          Map.entry(
              "internal.group.write",
              Set.of(
                  "internal.archive",
                  "internal.dna",
                  "internal.group",
                  "internal.lzdiff",
                  "internal.memory",
                  "internal.pack",
                  "internal.text")),
          Map.entry(
              "internal.file",
              Set.of("internal.file.http", "internal.memory", "internal.work", "source")),
          Map.entry("internal.file.http", Set.of("source")),
          Map.entry("internal.kmer", Set.of("internal.dna", "internal.memory")),
          Map.entry(
              "internal.life",
              Set.of(
                  "error",
                  "info",
                  "internal.annotation",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.group",
                  "internal.kmer",
                  "internal.lzdiff",
                  "internal.memory",
                  "internal.pack",
                  "internal.read",
                  "internal.read.set",
                  "internal.segment",
                  "internal.text",
                  "internal.text.line",
                  "internal.write",
                  "internal.write.extend",
                  "option",
                  "query",
                  "source")),
          Map.entry("internal.lzdiff", Set.of("internal.dna", "internal.memory")),
          Map.entry("internal.memory", Set.of("info")),
          Map.entry("internal.pack", Set.of("internal.memory")),
          Map.entry(
              "internal.read",
              Set.of(
                  "error",
                  "info",
                  "internal.annotation",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.memory",
                  "internal.read.open",
                  "internal.read.range",
                  "internal.text",
                  "option",
                  "query",
                  "source")),
          Map.entry(
              "internal.read.names",
              Set.of("error", "internal.read", "internal.read.open", "internal.read.set", "query")),
          Map.entry(
              "internal.read.open",
              Set.of(
                  "error",
                  "info",
                  "internal.annotation",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.file",
                  "internal.group.read",
                  "internal.memory",
                  "internal.pack",
                  "internal.text",
                  "option",
                  "query",
                  "source")),
          Map.entry(
              "internal.read.range",
              Set.of(
                  "error",
                  "info",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.memory",
                  "internal.read.open",
                  "internal.text",
                  "internal.work",
                  "option",
                  "query")),
          Map.entry(
              "internal.read.set",
              Set.of(
                  "error",
                  "info",
                  "internal.collection",
                  "internal.file",
                  "internal.memory",
                  "internal.read",
                  "internal.read.open",
                  "internal.read.range",
                  "internal.text",
                  "option",
                  "query",
                  "source")),
          Map.entry(
              "internal.read.text",
              Set.of(
                  "error",
                  "info",
                  "internal.dna",
                  "internal.fasta",
                  "internal.memory",
                  "internal.read",
                  "internal.read.open",
                  "internal.read.range",
                  "internal.text",
                  "internal.text.line",
                  "query")),
          Map.entry("internal.segment", Set.of("internal.dna", "internal.kmer", "internal.memory")),
          Map.entry(
              "internal.shard",
              Set.of(
                  "info",
                  "input",
                  "internal.collection",
                  "internal.life",
                  "internal.memory",
                  "internal.read.set",
                  "internal.work",
                  "internal.write",
                  "internal.write.order",
                  "option",
                  "source")),
          Map.entry(
              "internal.text",
              Set.of(
                  "internal.archive",
                  "internal.dna",
                  "internal.memory",
                  "internal.pack",
                  "internal.text.line",
                  "option")),
          Map.entry("internal.text.line", Set.of("internal.memory")),
          Map.entry(
              "internal.verify",
              Set.of(
                  "error",
                  "info",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.memory",
                  "internal.read",
                  "internal.read.range",
                  "internal.text",
                  "internal.text.line",
                  "option",
                  "query")),
          Map.entry(
              "internal.write",
              Set.of(
                  "error",
                  "info",
                  "input",
                  "internal.annotation",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.fasta",
                  "internal.fasta.source",
                  "internal.group",
                  "internal.group.write",
                  "internal.kmer",
                  "internal.lzdiff",
                  "internal.memory",
                  "internal.pack",
                  "internal.read",
                  "internal.read.open",
                  "internal.segment",
                  "internal.text",
                  "internal.write.anchor",
                  "internal.write.extend",
                  "internal.write.input",
                  "option",
                  "query")),
          Map.entry(
              "internal.write.extend",
              Set.of(
                  "error",
                  "info",
                  "internal.annotation",
                  "internal.archive",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.fasta",
                  "internal.group",
                  "internal.group.write",
                  "internal.kmer",
                  "internal.memory",
                  "internal.pack",
                  "internal.read",
                  "internal.read.open",
                  "internal.read.range",
                  "internal.segment",
                  "internal.text",
                  "internal.write.input",
                  "option",
                  "query",
                  "source")),
          Map.entry(
              "internal.write.anchor",
              Set.of(
                  "internal.archive",
                  "internal.dna",
                  "internal.group",
                  "internal.kmer",
                  "internal.memory",
                  "option")),
          Map.entry(
              "internal.write.input",
              Set.of(
                  "error",
                  "input",
                  "internal.collection",
                  "internal.digest",
                  "internal.dna",
                  "internal.fasta",
                  "internal.fasta.source",
                  "internal.memory",
                  "internal.text",
                  "internal.text.line",
                  "option",
                  "query")),
          Map.entry(
              "internal.write.order",
              Set.of(
                  "internal.digest",
                  "internal.dna",
                  "internal.fasta",
                  "internal.fasta.source",
                  "internal.kmer",
                  "internal.memory",
                  "internal.work",
                  "option")),
          Map.entry("internal.work", Set.of()),
          Map.entry("option", Set.of("query")),
          Map.entry("source", Set.of()),
          Map.entry("query", Set.of("info")));

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
  void nothingImportsTheDoor() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.agc4j")
        .check(CLASSES);
  }

  private static boolean isPublic(JavaClass c) {
    String name = c.getPackageName();
    return name.equals("io.github.agc4j")
        || name.startsWith(ROOT) && PUBLIC.contains(name.substring(ROOT.length()));
  }

  /** Types of public members of public classes, and what these extend, implement and throw. */
  private static Stream<JavaClass> signatures(JavaClass c) {
    Stream<JavaClass> supers =
        Stream.concat(c.getRawSuperclass().stream(), c.getRawInterfaces().stream());
    Stream<JavaClass> codeUnits =
        c.getCodeUnits().stream()
            .filter(unit -> isVisible(unit.getModifiers()))
            .flatMap(unit -> unit.getAllInvolvedRawTypes().stream());
    Stream<JavaClass> fields =
        c.getFields().stream()
            .filter(field -> isVisible(field.getModifiers()))
            .flatMap(field -> field.getAllInvolvedRawTypes().stream());
    return Stream.of(supers, codeUnits, fields).flatMap(types -> types);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  @Test
  void noPublicSignatureNamesAnInternalType() {
    List<String> named =
        CLASSES.stream()
            .filter(c -> isPublic(c) && c.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(
                c ->
                    signatures(c)
                        .filter(type -> type.getName().startsWith(ROOT + "internal"))
                        .map(type -> c.getSimpleName() + ": " + type.getName()))
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of(), named);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayBehindTheirPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "internal.pack")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.luben..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "internal.memory")
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
        .resideOutsideOfPackages(
            "io.github.agc4j", ROOT + "internal.work", ROOT + "internal.write..")
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
        .haveNameNotMatching(".*(file[.]MappedFile|memory[.](MappedOutput|SpillFile))([$].*)?")
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
