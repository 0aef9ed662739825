package io.reviewscoring.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house. */
@AnalyzeClasses(
    packages = "io.reviewscoring.bench",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BENCH = "io.reviewscoring.bench.";

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching(BENCH + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule whatIsMeasuredWithKnowsNoFlink =
      noClasses()
          .that()
          .resideOutsideOfPackages(BENCH + "job..", BENCH + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..");
}
