package io.reviewscoring.model.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Cuts reviews into sentences, as well as that goes by punctuation and line breaks alone. */
final class Sentences {
  private static final Pattern END =
      Pattern.compile("(?<=[.!?])[\"')\\]]*\\s+|\\s*<br ?/?>\\s*|\\R+");

  /** A shorter one says too little to learn from. */
  private static final int FEWEST_CHARACTERS = 8;

  private Sentences() {}

  /** A text's sentences in their order. */
  static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    for (String part : END.splitAsStream(text).toList()) {
      String sentence = part.strip();
      if (sentence.length() >= FEWEST_CHARACTERS) {
        sentences.add(sentence);
      }
    }
    return sentences;
  }

  /** So many of them, or all. */
  static List<String> some(String text, int count, Random random) {
    List<String> sentences = of(text);
    Collections.shuffle(sentences, random);
    return sentences.subList(0, Math.min(count, sentences.size()));
  }
}
