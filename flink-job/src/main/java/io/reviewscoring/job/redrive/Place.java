package io.reviewscoring.job.redrive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stood in the reviews topic. */
public record Place(int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

  /** Of {@code PARTITION:OFFSET}; nothing if it is of another form. */
  public static Optional<Place> of(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
