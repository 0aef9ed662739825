package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

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
