package io.reviewscoring.model.training;

import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Collects texts without labels as examples, with the scores that a wide part gives them. */
final class Taught {
  private final WideModel teacher;
  private final Tokenizer tokenizer;
  private final TextRows texts;
  private final int tokens;
  private final List<int[]> rows = new ArrayList<>();
  private final List<Float> targets = new ArrayList<>();
  private final List<Float> weights = new ArrayList<>();

  /**
   * @param tokens of a text's end that network and teacher read
   */
  Taught(WideModel teacher, Tokenizer tokenizer, TextRows texts, int tokens) {
    this.teacher = teacher;
    this.tokenizer = tokenizer;
    this.texts = texts;
    this.tokens = tokens;
  }

  void add(String text, double weight) {
    TokenFingerprints read = tokenizer.fingerprints(text, tokens);
    rows.add(texts.ids(read));
    targets.add((float) (1 / (1 + Math.exp(-teacher.logit(read)))));
    weights.add((float) weight);
  }

  TrainingExamples examples() {
    return new TrainingExamples(List.copyOf(rows), floats(targets), floats(weights));
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
