package io.reviewscoring.model.training;

import java.util.ArrayList;
import java.util.List;

/** Unlabelled reviews with the scores of a teacher. Immutable. */
final class PseudoLabels {

  private static final double CLIP = 1e-6;

  private final List<int[]> rows;
  private final float[] teacherScores;

  /**
   * @param rows ids [reviews][length]
   * @param teacherScores the teacher's probabilities of positive [reviews]
   */
  PseudoLabels(List<int[]> rows, float[] teacherScores) {
    this.rows = List.copyOf(rows);
    this.teacherScores = teacherScores.clone();
  }

  /** Lets a teacher score texts. */
  static PseudoLabels of(NgramTeacher teacher, List<String> texts, TextRows encoded) {
    List<int[]> rows = new ArrayList<>(texts.size());
    float[] scores = new float[texts.size()];
    for (String text : texts) {
      scores[rows.size()] = teacher.score(text);
      rows.add(encoded.row(text));
    }
    return new PseudoLabels(rows, scores);
  }

  /** The reviews as a network reads them, ids [reviews][length]. */
  List<int[]> rows() {
    return rows;
  }

  /** What a first network learns. */
  TrainingExamples examples() {
    return new TrainingExamples(rows, teacherScores);
  }

  /**
   * What the next network learns: teacher and network err in different places, so that the mean of
   * their log odds is better than either.
   *
   * @param networkScores of the same reviews
   */
  TrainingExamples examples(float[] networkScores) {
    float[] targets = new float[teacherScores.length];
    for (int i = 0; i < targets.length; i++) {
      double mean = (logOdds(teacherScores[i]) + logOdds(networkScores[i])) / 2;
      targets[i] = (float) (1 / (1 + Math.exp(-mean)));
    }
    return new TrainingExamples(rows, targets);
  }

  private static double logOdds(float score) {
    double clipped = Math.min(Math.max(score, CLIP), 1 - CLIP);
    return Math.log(clipped / (1 - clipped));
  }
}
