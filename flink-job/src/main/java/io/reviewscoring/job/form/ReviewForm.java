package io.reviewscoring.job.form;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record a review's fields stand, and how its times are written. Immutable, thread-safe.
 *
 * @param named the form that it begins with
 * @param beside what was given beside it, by the options' names
 * @param options all that the form is made of, by the options' names
 * @param id a word for the record's key
 * @param timestamp a word for the record's own
 * @param language a word for none
 * @param deleted one that is met makes a record the deletion of a review
 */
public record ReviewForm(
    String named,
    Map<String, String> beside,
    Map<String, String> options,
    Selector id,
    Selector product,
    Selector text,
    Selector timestamp,
    Selector language,
    List<Mark> deleted,
    TimeRules times)
    implements Serializable {

  /** The project's own form. */
  public static final ReviewForm OWN = NamedForms.form(NamedForms.OWN, Map.of());

  /**
   * A form of options.
   *
   * @param named values by the options' names; those of the fields are needed
   * @param beside values that win
   * @throws IllegalArgumentException saying what is right
   */
  static ReviewForm of(String name, Map<String, String> named, Map<String, String> beside) {
    Map<String, String> options = new HashMap<>(named);
    options.putAll(beside);
    String unit = options.getOrDefault(FormOption.UNIT.text(), EpochUnit.MS.text());
    String zone = options.get(FormOption.ZONE.text());
    String pattern = options.get(FormOption.PATTERN.text());
    String deleted = options.get(FormOption.DELETED.text());
    return new ReviewForm(
        name,
        Map.copyOf(beside),
        Map.copyOf(options),
        selector(options, FormOption.ID),
        selector(options, FormOption.PRODUCT),
        selector(options, FormOption.TEXT),
        selector(options, FormOption.TIMESTAMP),
        selector(options, FormOption.LANGUAGE),
        deleted == null || deleted.equals(Selector.NONE) ? List.of() : Mark.parse(deleted),
        rules(EpochUnit.parse(unit), zone == null ? null : TimeRules.zone(zone), pattern));
  }

  private static Selector selector(Map<String, String> options, FormOption option) {
    return Selector.parse(Objects.requireNonNull(options.get(option.text())), option.word());
  }

  private static TimeRules rules(EpochUnit unit, @Nullable ZoneId zone, @Nullable String pattern) {
    if (pattern != null && zone == null && !TimeRules.namesZone(pattern)) {
      throw new IllegalArgumentException(
          "'" + pattern + "' says no zone: " + FormOption.ZONE.text() + " is needed, such as UTC");
    }
    return new TimeRules(unit, zone, pattern);
  }
}
