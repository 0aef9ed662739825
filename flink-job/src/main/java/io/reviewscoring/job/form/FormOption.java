package io.reviewscoring.job.form;

import java.util.List;

/** The options that a form is made of. */
public enum FormOption {
  ID("reviews.field.id", Selector.KEY),
  PRODUCT("reviews.field.product", ""),
  TEXT("reviews.field.text", ""),
  TIMESTAMP("reviews.field.timestamp", Selector.RECORD),
  LANGUAGE("reviews.field.language", Selector.NONE),
  DELETED("reviews.deleted", Selector.NONE),
  UNIT("reviews.timestamp.unit", ""),
  ZONE("reviews.timestamp.zone", ""),
  PATTERN("reviews.timestamp.pattern", "");

  private final String text;
  private final String word;

  FormOption(String text, String word) {
    this.text = text;
    this.word = word;
  }

  /** Its name, without dashes. */
  public String text() {
    return text;
  }

  /** What may stand in place of pointers; empty if nothing may. */
  String word() {
    return word;
  }

  /** The option with a value, as people write it in a properties file. */
  public String with(String value) {
    return text + "=" + value;
  }

  /**
   * Checks a value by itself.
   *
   * @return the value
   * @throws IllegalArgumentException saying what is right
   */
  public String check(String value) {
    Object unused =
        switch (this) {
          case ID, PRODUCT, TEXT -> Selector.parse(value, word);
          case TIMESTAMP, LANGUAGE -> Selector.parseOne(value, word);
          case DELETED -> value.equals(word) ? List.of() : Mark.parse(value);
          case UNIT -> EpochUnit.parse(value);
          case ZONE -> TimeRules.zone(value);
          case PATTERN -> TimeRules.checked(value);
        };
    return value;
  }
}
