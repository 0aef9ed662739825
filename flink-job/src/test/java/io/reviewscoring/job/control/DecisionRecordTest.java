package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Roles;
import io.reviewscoring.job.timeline.Timeline;
import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionRecordTest {
  private static final List<ModelStatus> RECORD =
      List.of(
          accepted("v1", 100, -1),
          accepted("v2", 200, 0),
          new ModelStatus(
              "bad", ModelStatus.State.REJECTED, "no", null, null, null, null, "x", 1, null),
          accepted("v3", 300, 2),
          accepted("v4", 400, 3));

  private static ModelStatus accepted(String version, long from, long offset) {
    return new ModelStatus(
        version,
        ModelStatus.State.ACCEPTED,
        null,
        null,
        null,
        from,
        "uri",
        "sha " + version,
        offset,
        null);
  }

  private static List<String> versions(List<ModelStatus> record, long from, long to) {
    return DecisionRecord.of(record).during(from, to).stream().map(ModelStatus::version).toList();
  }

  @Test
  void aRangeNeedsTheModelInForceAtItsBeginningAndThoseUntilItsEnd() {
    assertThat(versions(RECORD, 250, 300)).containsExactly("v2");
    assertThat(versions(RECORD, 250, 301)).containsExactly("v2", "v3");
    assertThat(versions(RECORD, 200, 201)).containsExactly("v2");
    assertThat(versions(RECORD, 500, 600)).containsExactly("v4");
    assertThat(DecisionRecord.of(RECORD).during(0, Long.MAX_VALUE)).hasSize(4);
  }

  @Test
  void aReviewOlderThanTheFirstActivationTakesTheFirstModel() {
    assertThat(versions(RECORD, 10, 20)).containsExactly("v1");
    assertThat(versions(List.of(), 10, 20)).isEmpty();
  }

  @Test
  void ofADecisionThatIsToldTwiceTheLastHoldsAsInTheGate() {
    assertThat(
            versions(
                List.of(accepted("v1", 100, 0), accepted("v2", 200, 1), accepted("v2", 150, 1)),
                0,
                1_000))
        .containsExactly("v1", "v2");
    assertThat(versions(List.of(accepted("a", 100, 0), accepted("b", 100, 1)), 0, 1_000))
        .containsExactly("b");
  }

  private static ModelStatus decided(Kind kind, String version, long from) {
    return accepted(version, from, from).withChange(new RoleChange(kind, "e", 0.1, 0));
  }

  /** v1, candidate c of 10 % and then 50 %, shadow s, v2 meanwhile, and c is promoted. */
  private static final List<ModelStatus> EXPERIMENT =
      List.of(
          accepted("v1", 100, 0),
          decided(Kind.CANARY, "c", 200),
          decided(Kind.SHADOW, "s", 300),
          decided(Kind.CANARY, "c", 400),
          accepted("v2", 500, 500),
          decided(Kind.PROMOTE, "c", 600),
          decided(Kind.SHADOW, "t", 700)); // of an experiment that has ended

  @ParameterizedTest
  @CsvSource({
    "50,100,100",
    "150,200,100",
    "150,201,100 200",
    "250,260,100 200",
    "450,460,100 300 400",
    "550,560,100 300 400 500",
    "550,601,100 300 400 500 600",
    "600,601,600",
    "650,900,600",
  })
  void aRangeNeedsTheRolesAtItsBeginningWithAModelInForceBeforeThem(
      long from, long to, String instants) {
    assertThat(
            DecisionRecord.of(EXPERIMENT).during(from, to).stream()
                .map(status -> String.valueOf(status.effectiveFrom())))
        .containsExactly(instants.split(" "));
  }

  @Test
  void whatARangeNeedsGivesTheRolesOfTheWholeRecord() {
    Timeline whole = DecisionRecord.of(EXPERIMENT).timeline();
    for (long from = 50; from < 900; from += 25) {
      Timeline part = DecisionRecord.of(DecisionRecord.of(EXPERIMENT).during(from, 900)).timeline();
      for (long instant = from; instant < 900; instant += 25) {
        Roles expected = requireNonNull(whole.at(instant));
        Roles given = requireNonNull(part.at(instant));
        assertThat(given.inForce()).isEqualTo(expected.inForce());
        assertThat(given.candidate()).isEqualTo(expected.candidate());
        assertThat(given.shadow()).isEqualTo(expected.shadow());
      }
    }
  }

  @Test
  void theModelInForceIsNoCandidate() {
    assertThat(DecisionRecord.of(EXPERIMENT).inForce(450)).contains(EXPERIMENT.get(0));
    assertThat(DecisionRecord.of(EXPERIMENT).inForce(650)).contains(EXPERIMENT.get(5));
  }

  @Test
  void itTravelsToTheClusterWithNothingOnTheControlTopic()
      throws IOException, ClassNotFoundException {
    ControlLog log = ControlLog.decided(List.of(accepted("v1", 100, 7)));
    ControlLog arrived =
        InstantiationUtil.deserializeObject(
            InstantiationUtil.serializeObject(log), getClass().getClassLoader());

    assertThat(arrived.read().statuses()).containsExactly(accepted("v1", 100, 7));
    assertThat(arrived.read().lastOffset()).isEqualTo(-1);
  }
}
