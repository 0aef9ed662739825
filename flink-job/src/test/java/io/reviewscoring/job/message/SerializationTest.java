package io.reviewscoring.job.message;

import io.reviewscoring.job.aggregate.Accumulator;
import io.reviewscoring.job.control.GateState;
import io.reviewscoring.job.control.PendingCommand;
import io.reviewscoring.job.score.Version;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializationTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        Parsed.class,
        Review.class,
        DeadLetter.class,
        EncodedReview.class,
        SentimentEvent.class,
        Aggregate.class,
        ControlRecord.class,
        ModelCommand.class,
        ModelStatus.class,
        Accumulator.class,
        Version.class,
        Decision.class,
        GateMessage.class,
        PendingCommand.class,
        GateState.class
      })
  void everythingThatTravelsOrIsKeptUsesFlinksOwnSerializers(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }
}
