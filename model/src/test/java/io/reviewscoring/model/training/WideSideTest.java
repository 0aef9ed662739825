package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.LabelledSource;
import io.reviewscoring.model.evaluation.LabelledSources;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideSideTest {
  private static final int TOKENS = 30;

  @TempDir static Path folder;

  /**
   * Says of each review how sure a model is of its label; of one that it hasn't learnt, nothing.
   */
  private record Told(WideSide side, List<SourceParts> sources) {

    double[] shipped(Function<Holdout, List<LabelledReview>> part) {
      return towardsLabels(side.shipped().logits(read(sources, part).texts()), part);
    }

    double[] towardsLabels(double[] logits, Function<Holdout, List<LabelledReview>> part) {
      boolean[] positive = read(sources, part).positive();
      return IntStream.range(0, logits.length)
          .mapToDouble(i -> positive[i] ? logits[i] : -logits[i])
          .toArray();
    }
  }

  /** Each review has a word of its own, and nothing else tells its label. */
  private static LabelledSource source(String name, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"text\":\"the %s%d\",\"label\":%d}%n".formatted(name, i, i % 2));
    }
    try {
      Path file = Files.writeString(folder.resolve(name + ".ndjson"), lines);
      return LabelledSources.openWithUnlabelled(List.of(file), StandardCharsets.UTF_8).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReadReviews read(
      List<SourceParts> sources, Function<Holdout, List<LabelledReview>> part) {
    return SourceParts.read(
        sources, part, new ReadReviews.Reader(new Tokenizer(RuleSet.KERAS), TOKENS));
  }

  private static Told learnt(boolean refit) {
    return learnt(refit, new TrainingProgress() {});
  }

  private static Told learnt(boolean refit, TrainingProgress progress) {
    Preset.WidePart settings = new Preset.WidePart(1, 20, TOKENS, 0, 1, 10, refit);
    Preset preset = Presets.tiny().wide(settings).build();
    List<SourceParts> sources =
        IntStream.of(200, 120)
            .mapToObj(
                count ->
                    SourceParts.of(new WeightedSource(source("w" + count, count), 1), preset, 3))
            .toList();
    WideSide side =
        new WideSide.Learning(
                new WideTraining(settings, 1, new StopRequest()),
                settings,
                reviews -> reviews,
                progress)
            .run(
                sources,
                read(sources, Holdout::training),
                read(sources, Holdout::choosing),
                read(sources, Holdout::calibrating));
    return new Told(side, sources);
  }

  private static List<Boolean> sure(double[] towardsLabels) {
    return IntStream.range(0, towardsLabels.length).mapToObj(i -> towardsLabels[i] > 1).toList();
  }

  @Test
  void itSaysHowManyModelsOfHowManyAreLearnt() {
    List<String> heard = new ArrayList<>();
    learnt(
        true,
        new TrainingProgress() {
          @Override
          public void workStarted(String name, String unit, long size) {
            heard.add(name + ", " + size + " " + unit);
          }

          @Override
          public void workDone(long done) {
            heard.add(Long.toString(done));
          }
        });
    assertThat(heard)
        .containsExactly(
            "N-grams, 5 models",
            "1",
            "2",
            "3",
            "4",
            "5",
            "N-grams, 6 models",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6");
  }

  @Test
  void whatShipsHasLearntWhatWasHeldOutButForTheThirdThatIsNeverLearnt() {
    Told told = learnt(true);
    assertThat(sure(told.shipped(Holdout::training))).containsOnly(true);
    assertThat(sure(told.shipped(Holdout::choosing))).containsOnly(true);
    List<Boolean> expected = new ArrayList<>();
    for (SourceParts source : told.sources()) {
      int size = source.parts().calibrating().size();
      IntStream.range(0, size).forEach(i -> expected.add(i < source.parts().learntLater()));
    }
    assertThat(sure(told.shipped(Holdout::calibrating))).isEqualTo(expected).contains(true, false);
  }

  @Test
  void noReviewIsMeasuredByAModelThatHasLearntIt() {
    for (boolean refit : new boolean[] {true, false}) {
      Told told = learnt(refit);
      assertThat(sure(told.towardsLabels(told.side().choosing(), Holdout::choosing)))
          .containsOnly(false);
      assertThat(sure(told.towardsLabels(told.side().calibrating(), Holdout::calibrating)))
          .containsOnly(false);
    }
  }

  @Test
  void theNetworkIsToldWhatModelsMakeOfReviewsThatTheyHaveNotLearnt() {
    for (boolean refit : new boolean[] {true, false}) {
      Told told = learnt(refit);
      float[] offsets = told.side().training().offsets();
      assertThat(offsets).hasSameSizeAs(read(told.sources(), Holdout::training).positive());
      for (float offset : offsets) {
        assertThat(offset).isBetween(-1f, 1f);
      }
    }
  }
}
