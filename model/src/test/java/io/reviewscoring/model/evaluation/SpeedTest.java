package io.reviewscoring.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.scoring.ScoringModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedTest {

  @Test
  void evenWithoutTimeThreePassesAreMeasured() throws InterruptedException {
    ScoringModel model =
        ScoringModel.of(RandomModels.bundle(RandomModels.architecture(30, 10, 4, 3, 3, 2, 5), 8));
    double perSecond =
        new Speed(Duration.ZERO, Duration.ZERO)
            .of(model, List.of(new LabelledReview("r", "a fine film", true)));
    assertThat(perSecond).isPositive();
  }
}
