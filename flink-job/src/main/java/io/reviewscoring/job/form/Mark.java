package io.reviewscoring.job.form;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A value by which a record is known as the deletion of a review.
 *
 * @param value the text of a JSON text, number, {@code true}, {@code false} or {@code null}
 */
public record Mark(Pointer pointer, String value) implements Serializable {

  /**
   * Reads {@code /op=d}, several with commas between them.
   *
   * @throws IllegalArgumentException saying what is right
   */
  static List<Mark> parse(String text) {
    List<Mark> marks = new ArrayList<>();
    for (String mark : text.split("\\s*,\\s*(?=/)", -1)) {
      int equals = mark.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("'" + text + "' is not POINTER=VALUE such as /op=d");
      }
      marks.add(new Mark(Pointer.parse(mark.substring(0, equals)), mark.substring(equals + 1)));
    }
    return List.copyOf(marks);
  }
}
