package io.reviewscoring.sql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the provider, and that what scores needs nothing that its jar leaves out. */
@AnalyzeClasses(
    packages = {"io.reviewscoring.sql", "io.reviewscoring.model"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String MODEL = "io.reviewscoring.model.";
  private static final String[] SCORING = {
    MODEL + "bundle..", MODEL + "file..", MODEL + "network..", MODEL + "scoring..", MODEL + "text.."
  };

  @ArchTest
  static final ArchRule theProviderKnowsWhatScoresAndFlinksTables =
      classes()
          .that()
          .resideInAPackage("io.reviewscoring.sql..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.reviewscoring.sql..",
              MODEL + "bundle..",
              MODEL + "scoring..",
              "org.apache.flink.configuration..",
              "org.apache.flink.core.fs..",
              "org.apache.flink.table..",
              "org.jspecify..",
              "java..");

  @ArchTest
  static final ArchRule whatScoresNeedsNoOtherPartOfTheModel =
      noClasses()
          .that()
          .resideInAnyPackage(SCORING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              MODEL + "cli..",
              MODEL + "console..",
              MODEL + "evaluation..",
              MODEL + "explanation..",
              MODEL + "importing..",
              MODEL + "report..",
              MODEL + "training..");
}
