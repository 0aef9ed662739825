package io.reviewscoring.model.training;

import java.util.Random;

/**
 * L2-regularized logistic regression with a weight for each example, by dual coordinate descent
 * (Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and maximum entropy
 * models", Machine Learning 85, 2011). It finds the {@code w} of the smallest
 *
 * <pre>½‖w‖² + Σ cost_i × log(1 + exp(-y_i × (offset_i + w·x_i)))</pre>
 *
 * where the last feature is 1 in every example: its weight is the bias, which is regularized like
 * the others. The same examples in the same order with the same seed give the same weights.
 */
final class LogisticRegression {

  private static final int MAX_PASSES = 100;
  private static final double TOLERANCE = 0.01;
  private static final double FIRST_INNER_TOLERANCE = 0.01;
  private static final double LAST_INNER_TOLERANCE = 1e-8;
  private static final int MAX_INNER_STEPS = 100;

  private final Examples examples;
  private final Random random;
  private final Runnable beforeEach;

  /** The weights, the bias last [features + 1]. */
  private final double[] weights;

  /** How much of its cost each example uses, on its label's side [examples]. */
  private final double[] used;

  /** The rest of its cost, kept by itself since a difference loses the small ones [examples]. */
  private final double[] free;

  /**
   * What is learnt from.
   *
   * @param rows the features that each example has [examples][its features]
   * @param values what a feature is where it is there, the same in all examples [features]
   * @param positive labels [examples]
   * @param costs of an error in each example, above 0 [examples]
   * @param offsets log odds that each example has already [examples]
   */
  @SuppressWarnings("ArrayRecordComponent") // flat arrays: boxed ones would be gigabytes
  record Examples(
      int[][] rows, float[] values, boolean[] positive, double[] costs, double[] offsets) {}

  private LogisticRegression(Examples examples, long seed, Runnable beforeEach) {
    this.examples = examples;
    this.random = new Random(seed);
    this.beforeEach = beforeEach;
    this.weights = new double[examples.values().length + 1];
    this.used = new double[examples.rows().length];
    this.free = new double[used.length];
  }

  /**
   * Learns.
   *
   * @param seed of the order in which the examples are seen
   * @param beforeEach runs before each step; what it throws ends the learning
   * @return the features' weights, the bias last [features + 1]
   */
  static double[] fit(Examples examples, long seed, Runnable beforeEach) {
    return new LogisticRegression(examples, seed, beforeEach).run();
  }

  private double[] run() {
    double[] squares = new double[used.length];
    int[] order = new int[used.length];
    for (int i = 0; i < used.length; i++) {
      double cost = examples.costs()[i];
      used[i] = Math.min(0.001 * cost, 1e-8);
      free[i] = cost - used[i];
      squares[i] = square(i);
      add(i, used[i]);
      order[i] = i;
    }
    double innerTolerance = FIRST_INNER_TOLERANCE;
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      shuffle(order);
      double worst = 0;
      long innerSteps = 0;
      for (int i : order) {
        beforeEach.run();
        Coordinate coordinate = new Coordinate(i, squares[i]);
        worst = Math.max(worst, Math.abs(coordinate.gradient));
        innerSteps += coordinate.descend(innerTolerance);
      }
      if (worst < TOLERANCE) {
        break;
      }
      if (innerSteps <= used.length / 10) {
        innerTolerance = Math.max(LAST_INNER_TOLERANCE, 0.1 * innerTolerance);
      }
    }
    return weights;
  }

  private double sign(int example) {
    return examples.positive()[example] ? 1 : -1;
  }

  private double square(int example) {
    double sum = 1;
    for (int feature : examples.rows()[example]) {
      double value = examples.values()[feature];
      sum += value * value;
    }
    return sum;
  }

  private double logit(int example) {
    double sum = examples.offsets()[example] + weights[weights.length - 1];
    for (int feature : examples.rows()[example]) {
      sum += weights[feature] * examples.values()[feature];
    }
    return sum;
  }

  private void add(int example, double amount) {
    double signed = sign(example) * amount;
    for (int feature : examples.rows()[example]) {
      weights[feature] += signed * examples.values()[feature];
    }
    weights[weights.length - 1] += signed;
  }

  private void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  /** The dual's part of one example: convex in the smaller of what is used and what is free. */
  private final class Coordinate {
    private final int example;
    private final double square;
    private final double cost;
    private final boolean swapped;
    private final double before;
    private final double slope;
    private double now;
    private double gradient;

    Coordinate(int example, double square) {
      this.example = example;
      this.square = square;
      this.cost = examples.costs()[example];
      double margin = sign(example) * logit(example);
      this.swapped = 0.5 * square * (free[example] - used[example]) + margin < 0;
      this.before = swapped ? free[example] : used[example];
      this.slope = swapped ? -margin : margin;
      this.now = cost - before < 0.5 * cost ? 0.1 * before : before;
      this.gradient = gradient();
    }

    private double gradient() {
      return square * (now - before) + slope + Math.log(now / (cost - now));
    }

    /** Newton's method; the steps that it took. */
    int descend(double tolerance) {
      int steps = 0;
      while (steps <= MAX_INNER_STEPS && Math.abs(gradient) >= tolerance) {
        double next = now - gradient / (square + cost / (cost - now) / now);
        now = next <= 0 ? 0.1 * now : next;
        gradient = gradient();
        steps++;
      }
      if (steps > 0) {
        used[example] = swapped ? cost - now : now;
        free[example] = swapped ? now : cost - now;
        add(example, swapped ? before - now : now - before);
      }
      return steps;
    }
  }
}
