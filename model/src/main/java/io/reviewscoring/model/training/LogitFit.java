package io.reviewscoring.model.training;

/**
 * Logistic regression on a few log odds: what to multiply each with and what to add, so that the
 * log loss is the smallest. That is convex: Newton's method with halved steps (Lin, Lin and Weng,
 * "A note on Platt's probabilistic outputs", 2007). Labels count as Platt's targets, a little
 * inside of 0 and 1, so that reviews that are all scored right don't make the model endlessly sure.
 */
final class LogitFit {

  private static final int MOST_STEPS = 100;

  /** Keeps the Hessian invertible where all log odds are the same. */
  private static final double RIDGE = 1e-9;

  private final double[][] logits;
  private final double[] targets;
  private final double[] weights;

  private LogitFit(double[][] logits, double[] targets, double[] weights) {
    this.logits = logits;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Fits.
   *
   * @param logits [parts][reviews]
   * @param positive labels [reviews]
   * @param weights how much each review counts [reviews]
   * @return a factor for each part, and what is added to their sum [parts + 1]
   */
  static double[] of(double[][] logits, boolean[] positive, double[] weights) {
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < positive.length; i++) {
      positives += positive[i] ? weights[i] : 0;
      negatives += positive[i] ? 0 : weights[i];
    }
    double[] targets = new double[positive.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = positive[i] ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
    }
    return new LogitFit(logits, targets, weights).run();
  }

  private double[] run() {
    double[] now = new double[logits.length + 1];
    for (int part = 0; part < logits.length; part++) {
      now[part] = 1.0 / logits.length;
    }
    double value = loss(now);
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] newton = newtonStep(now);
      double size = 1;
      double[] next = moved(now, newton, size);
      double nextValue = loss(next);
      while (!(nextValue < value) && size > 1e-10) {
        size /= 2;
        next = moved(now, newton, size);
        nextValue = loss(next);
      }
      if (!(nextValue < value)) {
        break;
      }
      now = next;
      value = nextValue;
    }
    return now;
  }

  private static double[] moved(double[] from, double[] step, double size) {
    double[] to = from.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] += size * step[i];
    }
    return to;
  }

  private double logit(double[] factors, int review) {
    double sum = factors[logits.length];
    for (int part = 0; part < logits.length; part++) {
      sum += factors[part] * logits[part][review];
    }
    return sum;
  }

  private double loss(double[] factors) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      sum += weights[i] * LogLoss.of(logit(factors, i), targets[i]);
    }
    return sum;
  }

  /** Towards the minimum of the paraboloid that touches here. */
  private double[] newtonStep(double[] factors) {
    int size = factors.length;
    double[][] system = new double[size][size + 1];
    for (int i = 0; i < size; i++) {
      system[i][i] = RIDGE;
    }
    double[] inputs = new double[size];
    inputs[size - 1] = 1;
    for (int review = 0; review < targets.length; review++) {
      for (int part = 0; part < logits.length; part++) {
        inputs[part] = logits[part][review];
      }
      double probability = 1 / (1 + Math.exp(-logit(factors, review)));
      double difference = weights[review] * (targets[review] - probability);
      double curvature = weights[review] * probability * (1 - probability);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          system[i][j] += curvature * inputs[i] * inputs[j];
        }
        system[i][size] += difference * inputs[i];
      }
    }
    return solved(system);
  }

  /** Gauss's elimination; the matrix is positive definite, so that no row need change places. */
  private static double[] solved(double[][] system) {
    int size = system.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = 0; row < size; row++) {
        if (row != pivot) {
          double factor = system[row][pivot] / system[pivot][pivot];
          for (int column = pivot; column <= size; column++) {
            system[row][column] -= factor * system[pivot][column];
          }
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = system[i][size] / system[i][i];
    }
    return solution;
  }
}
