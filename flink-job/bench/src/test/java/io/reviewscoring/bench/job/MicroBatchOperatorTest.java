package io.reviewscoring.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.review.SeedModel;
import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroBatchOperatorTest {
  private static final List<String> WORDS = List.of("good", "bad", "film", "plot", "a", "very");
  private static final Architecture ARCHITECTURE =
      new Architecture(Architecture.EMBEDDING_CONV_LSTM, WORDS.size() + 4, 12, 5, 6, 3, 2, 4);

  @TempDir private Path directory;

  private static EncodedReview review(String text) {
    TokenFingerprints tokens = new Tokenizer().fingerprints(text, 512);
    return new EncodedReview(
        text,
        "film",
        7,
        null,
        tokens.values(),
        tokens.tokens(),
        null,
        new SourceCoordinates("reviews", 0, 0, 0));
  }

  @Test
  @SuppressWarnings("try") // the harness's close() throws anything
  void aBatchThatIsNotFullGoesOnBeforeBarriersWatermarksAndTheEndWithItsScores() throws Exception {
    ModelBundle bundle = SeedModel.of(ARCHITECTURE, WORDS, 3);
    Path file = directory.resolve("model.zip");
    BundleWriter.write(bundle, file);
    JobEngine engine = new JobEngine(JobEngine.Kind.ONNXRUNTIME, 3, OnnxForm.CONV);
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(new MicroBatchOperator(engine, file))) {
      harness.open();
      harness.processElement(review("a good film"), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(1);
      harness.processElement(review("a bad plot"), 2);
      harness.processWatermark(new Watermark(2));
      assertThat(harness.extractOutputValues()).hasSize(2);
      harness.processElement(review("very very bad"), 3);
      harness.processElement(review("good"), 4);
      harness.processElement(review("unheard of"), 5);
      assertThat(harness.extractOutputValues()).hasSize(5);
      harness.processElement(review(""), 6);
      harness.endInput();

      List<EncodedReview> scored = harness.extractOutputValues();
      assertThat(scored)
          .extracting(EncodedReview::reviewId)
          .containsExactly("a good film", "a bad plot", "very very bad", "good", "unheard of", "");
      CarriedScore carried = new CarriedScore(ARCHITECTURE.sequenceLength());
      Scorer scorer = ScoringModel.of(bundle).newScorer();
      for (EncodedReview each : scored) {
        EncodedReview original = review(each.reviewId());
        float expected = scorer.score(original.fingerprints(), original.tokens());
        assertThat(carried.score(each.fingerprints(), each.tokens()))
            .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-5f));
        assertThat(carried.knownTokens()).isEqualTo(scorer.knownTokens());
        assertThat(carried.truncated()).isEqualTo(scorer.truncated());
      }
    }
  }
}
