package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  private static final int FEATURES = 12;

  /** Reviews with some features each, whose labels follow the first ones, with errors. */
  private static LogisticRegression.Examples examples(int count, double cost, double offset) {
    Random random = new Random(4);
    int[][] rows = new int[count][];
    boolean[] positive = new boolean[count];
    double[] costs = new double[count];
    double[] offsets = new double[count];
    for (int i = 0; i < count; i++) {
      rows[i] = IntStream.range(0, FEATURES).filter(f -> random.nextInt(3) == 0).toArray();
      double truth = Arrays.stream(rows[i]).mapToDouble(f -> f < 4 ? 1.5 - f : 0).sum();
      positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-truth));
      costs[i] = cost * (1 + i % 3);
      offsets[i] = offset * random.nextGaussian();
    }
    float[] values = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      values[f] = 0.5f + 0.1f * f;
    }
    return new LogisticRegression.Examples(rows, values, positive, costs, offsets);
  }

  /** The objective's, which is 0 at its minimum [features + 1]. */
  private static double[] gradient(LogisticRegression.Examples of, double[] weights) {
    double[] gradient = weights.clone();
    for (int i = 0; i < of.rows().length; i++) {
      double logit = of.offsets()[i] + weights[FEATURES];
      for (int f : of.rows()[i]) {
        logit += weights[f] * of.values()[f];
      }
      double error = 1 / (1 + Math.exp(-logit)) - (of.positive()[i] ? 1 : 0);
      for (int f : of.rows()[i]) {
        gradient[f] += of.costs()[i] * error * of.values()[f];
      }
      gradient[FEATURES] += of.costs()[i] * error;
    }
    return gradient;
  }

  @Test
  void itsWeightsAreWhereTheObjectiveIsFlat() {
    for (double cost : new double[] {0.01, 0.1, 1}) {
      LogisticRegression.Examples examples = examples(500, cost, 0.7);
      double[] weights = LogisticRegression.fit(examples, 1, () -> {});
      double[] steepest = gradient(examples, new double[FEATURES + 1]);
      double scale = Arrays.stream(steepest).map(Math::abs).max().orElseThrow();
      assertThat(gradient(examples, weights))
          .as("cost %s", cost)
          .containsExactly(new double[FEATURES + 1], within(0.005 * scale));
    }
  }

  @Test
  void anExampleOfTwiceTheCostCountsAsTwo() {
    LogisticRegression.Examples once = examples(300, 0.2, 0);
    int count = once.rows().length;
    LogisticRegression.Examples twice =
        new LogisticRegression.Examples(
            IntStream.range(0, 2 * count)
                .mapToObj(i -> once.rows()[i % count])
                .toArray(int[][]::new),
            once.values(),
            repeated(once.positive()),
            IntStream.range(0, 2 * count).mapToDouble(i -> once.costs()[i % count] / 2).toArray(),
            new double[2 * count]);
    assertThat(LogisticRegression.fit(twice, 1, () -> {}))
        .containsExactly(LogisticRegression.fit(once, 1, () -> {}), within(0.01));
  }

  private static boolean[] repeated(boolean[] values) {
    boolean[] twice = Arrays.copyOf(values, 2 * values.length);
    System.arraycopy(values, 0, twice, values.length, values.length);
    return twice;
  }

  @Test
  void liblinearFindsTheSameWeights() {
    LogisticRegression.Examples some = examples(400, 1, 0);
    double[] costs = new double[400];
    Arrays.fill(costs, 0.1);
    LogisticRegression.Examples alike =
        new LogisticRegression.Examples(
            some.rows(), some.values(), some.positive(), costs, some.offsets());
    Problem problem = new Problem();
    problem.l = 400;
    problem.n = FEATURES + 1;
    problem.x = Arrays.stream(some.rows()).map(row -> nodes(row, some)).toArray(Feature[][]::new);
    problem.y = IntStream.range(0, 400).mapToDouble(i -> some.positive()[i] ? 1 : 0).toArray();
    Linear.disableDebugOutput();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR_DUAL, 0.1, 1000, 0.001));
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] expected =
        Arrays.stream(model.getFeatureWeights()).map(weight -> sign * weight).toArray();
    assertThat(LogisticRegression.fit(alike, 1, () -> {})).containsExactly(expected, within(0.01));
  }

  private static Feature[] nodes(int[] row, LogisticRegression.Examples of) {
    Feature[] nodes = new Feature[row.length + 1];
    for (int i = 0; i < row.length; i++) {
      nodes[i] = new FeatureNode(row[i] + 1, of.values()[row[i]]);
    }
    nodes[row.length] = new FeatureNode(FEATURES + 1, 1);
    return nodes;
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    LogisticRegression.Examples examples = examples(200, 0.1, 0);
    assertThat(LogisticRegression.fit(examples, 3, () -> {}))
        .isEqualTo(LogisticRegression.fit(examples, 3, () -> {}));
  }

  @Test
  void whatIsThrownBeforeAStepEndsTheLearning() {
    LogisticRegression.Examples examples =
        new LogisticRegression.Examples(
            new int[][] {{0}, {0}},
            new float[] {1},
            new boolean[] {true, false},
            new double[] {1, 1},
            new double[2]);
    StopRequest stop = new StopRequest();
    stop.make();
    assertThatThrownBy(() -> LogisticRegression.fit(examples, 1, stop::check))
        .isInstanceOf(TrainingStopped.class);
  }
}
