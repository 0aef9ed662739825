package io.reviewscoring.model.text;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How texts become tokens. It belongs to a model, which learnt from tokens of one rule set: by
 * another it scores otherwise. None of them ever changes; a better one gets a name of its own.
 */
public enum RuleSet {

  /**
   * As Keras' {@code text_to_word_sequence} does with its default arguments: lower case, every
   * filter character becomes a space, split on spaces alone, empty tokens dropped. A carriage
   * return, a no-break space or a typographic dash is therefore part of a token, and so is an
   * apostrophe.
   */
  KERAS("keras-text-to-word-sequence"),

  /** What people read alike gives the same tokens: see {@code model/README.md}. */
  REVIEW_TEXT("review-text");

  private final String label;

  RuleSet(String label) {
    this.label = label;
  }

  /** Its name, as bundles state it. */
  @JsonValue
  public String label() {
    return label;
  }

  /** That of a name; nothing if there is none. */
  public static Optional<RuleSet> labelled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** The names of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(RuleSet::label).toList();
  }
}
