package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** What stands at the places of a form in one record, by their numbers. */
final class Found {

  /** Texts as such, times that are whole numbers as a long, all else as {@link Other}. */
  private final @Nullable Object[] values;

  private boolean deletion;

  /**
   * A value that is not a text.
   *
   * @param text of a number as it stands; of an object its only name
   */
  private record Other(JsonToken kind, @Nullable String text) {}

  Found(int places) {
    values = new Object[places];
  }

  void put(int place, JsonToken kind, @Nullable String text) {
    values[place] =
        kind == JsonToken.VALUE_STRING
            ? text
            : kind == JsonToken.VALUE_NULL ? null : new Other(kind, text);
  }

  void putWhole(int place, long number) {
    values[place] = number;
  }

  void markDeletion() {
    deletion = true;
  }

  /** Whether the record says that the review is deleted. */
  boolean isDeletion() {
    return deletion;
  }

  /** The first of alternative places where something stands that is not null; -1 for none. */
  int first(int[] places) {
    for (int place : places) {
      if (values[place] != null) {
        return place;
      }
    }
    return -1;
  }

  JsonToken kind(int place) {
    Object value = values[place];
    if (value instanceof Other other) {
      return other.kind();
    }
    return value == null
        ? JsonToken.VALUE_NULL
        : value instanceof Long ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING;
  }

  /** Texts and numbers as they stand; of an object its only name. */
  @Nullable String value(int place) {
    Object value = values[place];
    return value instanceof Other other ? other.text() : value == null ? null : value.toString();
  }

  /** A whole number that is a time; null if it is written otherwise. */
  @Nullable Long whole(int place) {
    return values[place] instanceof Long number ? number : null;
  }

  /** Whether a byte that is no UTF-8 stands in something that is read. */
  boolean holdsStrayBytes() {
    for (Object value : values) {
      if (value instanceof String text && RecordText.holdsStrayBytes(text)) {
        return true;
      }
    }
    return false;
  }
}
