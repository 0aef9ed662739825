package io.reviewscoring.job.redrive;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Offsets as a text: {@code 3,7-9}. */
final class Offsets {
  /** All from the first to the last. */
  record Range(long first, long last) {}

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  private Offsets() {}

  /**
   * The text.
   *
   * @param ascending none twice
   */
  static String text(List<Long> ascending) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < ascending.size()) {
      long first = ascending.get(i);
      long last = first;
      while (++i < ascending.size() && ascending.get(i) == last + 1) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append('-').append(last);
      }
    }
    return text.toString();
  }

  /** What a text says; what is no offset is left out. */
  static Stream<Range> read(String text) {
    return RANGE
        .matcher(text)
        .results()
        .map(
            range -> {
              long first = Long.parseLong(range.group(1));
              return new Range(
                  first, range.group(2) == null ? first : Long.parseLong(range.group(2)));
            })
        .filter(range -> range.first <= range.last);
  }
}
