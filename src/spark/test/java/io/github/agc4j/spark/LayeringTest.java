package io.github.agc4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class LayeringTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.agc4j.spark");

  @Test
  void onlyThePublicLibraryIsUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.github.agc4j.internal..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.github.agc4j.spark.internal.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void whoFetchesFilesKnowsNothingOfTables() {
    noClasses()
        .that()
        .resideInAPackage("io.github.agc4j.spark.internal.file")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark.sql..")
        .check(CLASSES);
  }
}
