package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** What stands at the places of a form in one record, by their numbers. */
final class Found {
  private final @Nullable JsonToken[] kinds;

  /** A text or number as it stands; of an object its only name. */
  private final @Nullable String[] values;

  private boolean deletion;

  Found(int places) {
    kinds = new JsonToken[places];
    values = new String[places];
  }

  void put(int place, JsonToken kind, @Nullable String value) {
    kinds[place] = kind;
    values[place] = value;
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
      JsonToken kind = kinds[place];
      if (kind != null && kind != JsonToken.VALUE_NULL) {
        return place;
      }
    }
    return -1;
  }

  @Nullable JsonToken kind(int place) {
    return kinds[place];
  }

  @Nullable String value(int place) {
    return values[place];
  }

  /** Whether a byte that is no UTF-8 stands in something that is read. */
  boolean holdsStrayBytes() {
    for (String value : values) {
      if (value != null && RecordText.holdsStrayBytes(value)) {
        return true;
      }
    }
    return false;
  }
}
