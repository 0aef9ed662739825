package io.reviewscoring.job.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.Pointer;
import io.reviewscoring.job.message.Excerpt;
import io.reviewscoring.job.parse.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The fields of records and what kinds of values they have. Not thread-safe. */
final class SeenFields {
  private static final int MAX_FIELDS = 1_000;
  private static final int MAX_DEPTH = 4;
  private static final int SHOWN = 80;
  private static final double ALL = 100.0;
  private static final String TEXT = "text";
  private static final String WHOLE = "whole number";
  private static final String NUMBER = "number";
  private static final String NULL = "null";

  /** How many records have a kind of value at a pointer. */
  private final Map<String, Map<String, Long>> kinds = new LinkedHashMap<>();

  private long records;

  void add(byte[] value) {
    records++;
    try (JsonParser parser = RecordJson.open(value)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, "", 1, new HashSet<>());
      }
    } catch (IOException e) {
      // What was seen until then was seen; that it can't be read, its reader says.
    }
  }

  private void object(JsonParser parser, String pointer, int depth, Set<String> seen)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String here = pointer + "/" + Pointer.escaped(parser.currentName());
      JsonToken token = parser.nextToken();
      if (seen.add(here)) {
        count(here, kind(token));
      }
      if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
        object(parser, here, depth + 1, seen);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void count(String pointer, String kind) {
    if (kinds.size() < MAX_FIELDS || kinds.containsKey(pointer)) {
      kinds.computeIfAbsent(pointer, unused -> new TreeMap<>()).merge(kind, 1L, Long::sum);
    }
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      case VALUE_STRING -> TEXT;
      case VALUE_NUMBER_INT -> WHOLE;
      case VALUE_NUMBER_FLOAT -> NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      default -> NULL;
    };
  }

  /** The pointers, in the order in which they were seen. */
  Set<String> pointers() {
    return kinds.keySet();
  }

  /** Of how many records. */
  long records() {
    return records;
  }

  /** How many have something at a pointer that is not null. */
  long present(String pointer) {
    return count(pointer, kind -> !kind.equals(NULL));
  }

  /** How many have there what a field of a review may be. */
  long readable(String pointer, FormOption field) {
    return switch (field) {
      case ID, PRODUCT -> count(pointer, Set.of(TEXT, WHOLE)::contains);
      case TIMESTAMP -> count(pointer, Set.of(TEXT, WHOLE, NUMBER)::contains);
      default -> count(pointer, TEXT::equals);
    };
  }

  private long count(String pointer, Predicate<String> kind) {
    return kinds.getOrDefault(pointer, Map.of()).entrySet().stream()
        .filter(each -> kind.test(each.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** A line for each field: kinds, and in how many of the records. */
  List<String> lines() {
    int width = kinds.keySet().stream().mapToInt(name -> shown(name).length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (pointer, counts) -> {
          List<String> words = new ArrayList<>();
          counts.forEach((kind, count) -> words.add(kind + " " + share(count, records)));
          String name = shown(pointer);
          lines.add(name + " ".repeat(width - name.length() + 2) + String.join(", ", words));
        });
    return lines;
  }

  private static String shown(String pointer) {
    return Excerpt.of(pointer, SHOWN);
  }

  /** A part of the whole, in percent. */
  static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : ALL * part / whole);
  }
}
