package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.Pointer;
import io.reviewscoring.job.form.Selector;
import io.reviewscoring.job.message.Unicode;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A field of a review, put together from what was found at its pointers. Immutable. */
final class Field {
  private static final int MAX_ID_CHARS = 512;
  private static final int MAX_NAME_CHARS = 100;

  /** Of a pointer to what was not looked at. */
  static final String UNTRIED = "may read it";

  private static final String ID_SEPARATOR = ":";

  /** Stands in a long text's place where a change of another column left it alone. */
  private static final String UNCHANGED = "__debezium_unavailable_value";

  private final FormOption option;
  private final Selector selector;

  /** Each part's alternatives, as places of {@link Found}. */
  private final int[][] parts;

  Field(FormOption option, Selector selector, int[][] parts) {
    this.option = option;
    this.selector = selector;
    this.parts = parts;
  }

  /** As messages name it. */
  String name() {
    return "'" + selector.text() + "'";
  }

  /** Whether it stands in no field of the record. */
  boolean isWord() {
    return selector.isWord();
  }

  /** Where its first part was found; -1 if it was not. */
  int place(Found found) {
    return found.first(parts[0]);
  }

  /** A text, or several joined by line ends; null if none is there. */
  @Nullable String text(Found found) throws Rejection {
    String text = text(found, 0);
    if (parts.length == 1) {
      return text;
    }
    StringJoiner joined = new StringJoiner("\n");
    boolean any = false;
    for (int part = 0; part < parts.length; part++) {
      String next = text(found, part);
      if (next != null) {
        joined.add(next);
        any = true;
      }
    }
    return any ? joined.toString() : null;
  }

  private @Nullable String text(Found found, int part) throws Rejection {
    int place = found.first(parts[part]);
    if (place < 0) {
      return null;
    }
    if (found.kind(place) != JsonToken.VALUE_STRING) {
      throw wrongShape(found, part, place, "a text");
    }
    String value = found.value(place);
    if (UNCHANGED.equals(value)) {
      throw new Rejection(
          "missing-text",
          "'"
              + pointer(part, indexOf(parts[part], place))
              + "' is Debezium's mark of a text that has not changed, which it left out");
    }
    return value;
  }

  /** An id of all its parts, which are texts or whole numbers as they stand. */
  String id(Found found) throws Rejection {
    String id = id(found, 0);
    for (int part = 1; part < parts.length; part++) {
      id = id + ID_SEPARATOR + id(found, part);
    }
    return checkedId(name(), id);
  }

  /** An id that can be a key and be written in UTF-8. */
  static String checkedId(String name, String id) throws Rejection {
    if (id.length() > MAX_ID_CHARS) {
      throw new Rejection("wrong-shape", name + " has over " + MAX_ID_CHARS + " characters");
    }
    if (!id.equals(Unicode.wellFormed(id))) {
      throw new Rejection("wrong-shape", name + " holds half a surrogate pair");
    }
    return id;
  }

  private String id(Found found, int part) throws Rejection {
    int place = found.first(parts[part]);
    String value = place < 0 ? null : found.value(place);
    if (value != null && isText(found.kind(place))) {
      if (!value.isBlank()) {
        return value;
      }
    } else if (place >= 0) {
      throw wrongShape(found, part, place, "a text or a whole number");
    }
    throw new Rejection(
            "missing-id",
            "'"
                + pointer(part, 0)
                + "' is missing or blank; "
                + option.text()
                + " says where it is, and `check` looks for it")
        .missing(option);
  }

  private static boolean isText(@Nullable JsonToken kind) {
    return kind == JsonToken.VALUE_STRING || kind == JsonToken.VALUE_NUMBER_INT;
  }

  private Rejection wrongShape(Found found, int part, int place, String right) {
    return new Rejection(
        "wrong-shape",
        "'"
            + pointer(part, indexOf(parts[part], place))
            + "' is "
            + kind(found.kind(place))
            + ", not "
            + right,
        remedies(found, place),
        UNTRIED);
  }

  /** The pointer to what stands within an object or array, if there is but one way to go on. */
  List<String> remedies(Found found, int place) {
    String below =
        found.kind(place) == JsonToken.START_OBJECT
            ? found.value(place)
            : found.kind(place) == JsonToken.START_ARRAY ? "0" : null;
    if (below == null || parts.length > 1 || parts[0].length > 1 || !isWritable(below)) {
      return List.of();
    }
    return List.of(option.with(pointer(0, 0) + "/" + Pointer.escaped(below)));
  }

  /** Whether a name may stand on a command line. */
  private static boolean isWritable(String name) {
    return name.length() <= MAX_NAME_CHARS && name.chars().noneMatch(Character::isISOControl);
  }

  private static int indexOf(int[] places, int place) {
    int index = places.length - 1;
    while (index >= 0 && places[index] != place) {
      index--;
    }
    return index;
  }

  private String pointer(int part, int alternative) {
    return selector.parts().get(part).get(alternative).text();
  }

  /** What a value is, in words. */
  static String kind(@Nullable JsonToken kind) {
    if (kind == null) {
      return "missing";
    }
    return switch (kind) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_STRING -> "a text";
      default -> "null";
    };
  }
}
