package io.github.agc4j.htsjdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.agc4j.AgcReader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds what the adapter may use of the engine. */
class LayeringTest {
  private static final Set<String> ENGINE =
      Set.of(
          "io.github.agc4j",
          "io.github.agc4j.error",
          "io.github.agc4j.info",
          "io.github.agc4j.option",
          "io.github.agc4j.query",
          "io.github.agc4j.source");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.agc4j.htsjdk", "io.github.agc4j.nio");

  @Test
  void usesOnlyWhatTheEngineOffers() {
    noClasses()
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("inner parts of the engine") {
              @Override
              public boolean test(JavaClass c) {
                return c.getPackageName().startsWith("io.github.agc4j")
                    && !c.getPackageName().equals("io.github.agc4j.htsjdk")
                    && !c.getPackageName().equals("io.github.agc4j.nio")
                    && !ENGINE.contains(c.getPackageName());
              }
            })
        .check(CLASSES);
  }

  @Test
  void filesOfSamplesNeedNoHtsjdk() {
    noClasses()
        .that()
        .resideInAPackage("io.github.agc4j.nio")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("htsjdk..", "io.github.agc4j.htsjdk")
        .check(CLASSES);
  }

  @Test
  void basesAreReadInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SampleBases")
        .should()
        .callMethodWhere(
            new DescribedPredicate<>("AgcReader.fetch") {
              @Override
              public boolean test(JavaMethodCall call) {
                return call.getTargetOwner().isEquivalentTo(AgcReader.class)
                    && call.getName().equals("fetch");
              }
            })
        .check(CLASSES);
  }

  @Test
  void nothingReachesTheNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("connections and addresses") {
              @Override
              public boolean test(JavaClass c) {
                return c.getPackageName().startsWith("java.net")
                        && !c.getSimpleName().startsWith("URI")
                    || c.getPackageName().startsWith("javax.net")
                    || c.getPackageName().equals("java.nio.channels")
                        && c.getSimpleName().matches(".*(Socket|Datagram|Network).*");
              }
            })
        .check(CLASSES);
  }
}
