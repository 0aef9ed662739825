package io.reviewscoring.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house. */
@AnalyzeClasses(
    packages = "io.reviewscoring.job",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JOB = "io.reviewscoring.job.";

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching(JOB + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theWayOfAReviewIsTheOnlyWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy(JOB + "cli..")
          .layer("backfill")
          .definedBy(JOB + "backfill..")
          .layer("check")
          .definedBy(JOB + "check..")
          .layer("redrive")
          .definedBy(JOB + "redrive..")
          .layer("kafka")
          .definedBy(JOB + "kafka..")
          .layer("graph")
          .definedBy(JOB + "graph..")
          .layer("operators")
          .definedBy(
              JOB + "parse..",
              JOB + "encode..",
              JOB + "score..",
              JOB + "aggregate..",
              JOB + "comparison..",
              JOB + "control..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("backfill")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("check")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("redrive")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("kafka")
          .mayOnlyBeAccessedByLayers("backfill", "redrive", "cli")
          .whereLayer("graph")
          .mayOnlyBeAccessedByLayers("kafka", "backfill", "cli")
          .whereLayer("operators")
          .mayOnlyBeAccessedByLayers("graph", "kafka", "check", "backfill", "cli");

  @ArchTest
  static final ArchRule onlyTheEndsKnowKafka =
      noClasses()
          .that()
          .resideInAnyPackage(
              JOB + "encode..",
              JOB + "score..",
              JOB + "aggregate..",
              JOB + "comparison..",
              JOB + "timeline..",
              JOB + "graph..",
              JOB + "form..",
              JOB + "check..",
              JOB + "message..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule theJobKnowsNothingThatTrains =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j..", "org.nd4j..", "io.reviewscoring.model.training..");
}
