package io.reviewscoring.job.form;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer (RFC 6901).
 *
 * @param text as it is written, {@code /after/reviewText}
 * @param names from the record's root down; of an array's element its index
 */
public record Pointer(String text, List<String> names) implements Serializable {

  /**
   * Reads a pointer.
   *
   * @throws IllegalArgumentException saying what is right
   */
  static Pointer parse(String text) {
    if (!text.startsWith("/") || text.matches(".*~(?![01]).*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a JSON Pointer such as /after/reviewText");
    }
    List<String> names = new ArrayList<>();
    for (String name : text.substring(1).split("/", -1)) {
      names.add(name.replace("~1", "/").replace("~0", "~"));
    }
    return new Pointer(text, List.copyOf(names));
  }

  /** A name as it stands within a pointer. */
  public static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
