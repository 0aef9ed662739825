package io.reviewscoring.job.form;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a field of a review stands in a record.
 *
 * @param text as it is written: pointers with commas between those that are joined, and a bar
 *     between those of which a record has one; or a word for what stands in no field
 * @param parts what is joined, each with the pointers of which the first that is there counts;
 *     empty for a word
 */
public record Selector(String text, List<List<Pointer>> parts) implements Serializable {

  /** The review's id is the record's key. */
  public static final String KEY = "key";

  /** The review's time is the record's own. */
  public static final String RECORD = "record";

  /** No record says it. */
  public static final String NONE = "none";

  /** A separator, which a name within a pointer can't be taken for: a pointer follows. */
  private static final String COMMA = "\\s*,\\s*(?=/)";

  private static final String BAR = "\\s*\\|\\s*(?=/)";

  /**
   * Reads one.
   *
   * @param word that may stand for all pointers
   * @throws IllegalArgumentException saying what is right
   */
  static Selector parse(String text, String word) {
    if (text.equals(word)) {
      return new Selector(text, List.of());
    }
    if (!text.startsWith("/") && !word.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither " + word + " nor a JSON Pointer such as /after/reviewText");
    }
    List<List<Pointer>> parts = new ArrayList<>();
    for (String part : text.split(COMMA, -1)) {
      List<Pointer> pointers = new ArrayList<>();
      for (String pointer : part.split(BAR, -1)) {
        pointers.add(Pointer.parse(pointer));
      }
      parts.add(List.copyOf(pointers));
    }
    return new Selector(text, List.copyOf(parts));
  }

  /** The same of what is not joined. */
  static Selector parseOne(String text, String word) {
    Selector selector = parse(text, word);
    if (selector.parts.size() > 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is more than one field, and this one is not joined");
    }
    return selector;
  }

  /** Whether it is a word, and no field is to be read. */
  public boolean isWord() {
    return parts.isEmpty();
  }
}
