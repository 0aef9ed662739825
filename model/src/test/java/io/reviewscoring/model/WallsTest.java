package io.reviewscoring.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(
    packages = "io.reviewscoring.model",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

  @ArchTest
  static final ArchRule onlyTrainingKnowsDl4j =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reviewscoring.model.training")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule onlyTheReportKnowsItsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reviewscoring.model.report")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.knowm..", "de.erichseifert..", "com.github.mustachejava..", "java.awt..");

  @ArchTest
  static final ArchRule onlyTheConsoleKnowsTheProgressBar =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.reviewscoring.model.console")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("me.tongfei..");

  @ArchTest
  static final ArchRule onlyTheReportAndTheCommandLineKnowTraining =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.reviewscoring.model.training",
              "io.reviewscoring.model.report",
              "io.reviewscoring.model.cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.reviewscoring.model.training");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.reviewscoring.model.(*)..").should().beFreeOfCycles();
}
