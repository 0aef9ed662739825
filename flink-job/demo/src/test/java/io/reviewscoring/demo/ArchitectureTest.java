package io.reviewscoring.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the job's users. */
@AnalyzeClasses(
    packages = "io.reviewscoring",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String ROOT = "io.reviewscoring.";

  /** What the tests of the modules share has no room in the house. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDemoUsesTheOthersAndNobodyUsesIt =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("demo")
          .definedBy(ROOT + "demo..")
          .layer("dashboard")
          .definedBy(ROOT + "dashboard..")
          .layer("sample")
          .definedBy(ROOT + "sample..")
          .layer("broker")
          .definedBy(ROOT + "broker..")
          .layer("job")
          .definedBy(ROOT + "job..")
          .layer("model")
          .definedBy(ROOT + "model..")
          .whereLayer("demo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("dashboard")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("sample")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("broker")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("demo", "dashboard", "sample")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("demo", "dashboard", "job");

  @ArchTest
  static final ArchRule theLivePageAndTheSamplesKnowNoFlink =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "dashboard..", ROOT + "sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..");
}
