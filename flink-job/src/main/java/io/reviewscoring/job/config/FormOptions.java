package io.reviewscoring.job.config;

import io.reviewscoring.job.form.FormOption;
import io.reviewscoring.job.form.NamedForms;
import io.reviewscoring.job.form.ReviewForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options that describe the form of the reviews' topic, as rows of the table. */
final class FormOptions {
  private static final String FIELD = "POINTER,…";

  static final Option<String> FORM =
      new Option<>(
          "reviews.form",
          "NAME",
          NamedForms.OWN,
          "the form of the reviews' records, a set of the options below, each of which wins where it"
              + " is given: "
              + String.join(", ", NamedForms.names()),
          FormOptions::known);

  /** What replaces parts of the named form. */
  static final List<Option<String>> PARTS =
      List.of(
          part(
              FormOption.ID,
              FIELD,
              "JSON Pointer of the review's id; of several all are needed, and joined with ':'; or"
                  + " key, the record's"),
          part(FormOption.PRODUCT, FIELD, "JSON Pointer of what is reviewed"),
          part(
              FormOption.TEXT,
              FIELD,
              "JSON Pointer of the text; of several, such as /title,/body, those that are there are"
                  + " joined with a line's end"),
          part(
              FormOption.TIMESTAMP,
              "POINTER",
              "JSON Pointer of the time at which it was written; or record, the Kafka record's own"),
          part(FormOption.LANGUAGE, "POINTER", "JSON Pointer of the language; or none"),
          part(
              FormOption.DELETED,
              "POINTER=VALUE,…",
              "what makes a record the deletion of a review, which is passed over as a tombstone"
                  + " is, such as /op=d; or none"),
          part(
              FormOption.UNIT,
              "s|ms|us|ns|d",
              "what times that are numbers count since 1970; ms unless the form says otherwise"),
          part(
              FormOption.ZONE,
              "ZONE",
              "zone of times that name none, such as UTC, +01:00 or Europe/Berlin; without it they"
                  + " are refused"),
          part(
              FormOption.PATTERN,
              "PATTERN",
              "how times that are texts are written, if not in ISO-8601: letters of Java's"
                  + " DateTimeFormatter, such as 'MMM d, yyyy'; which zones' names z reads is the"
                  + " JDK's to say"));

  static final List<Option<?>> ALL = all();

  private FormOptions() {}

  private static List<Option<?>> all() {
    List<Option<?>> all = new ArrayList<>(PARTS);
    all.add(0, FORM);
    return List.copyOf(all);
  }

  private static Option<String> part(FormOption option, String placeholder, String description) {
    return new Option<>(option.text(), placeholder, null, description, option::check);
  }

  private static String known(String name) {
    ReviewForm unused = NamedForms.form(name, Map.of());
    return name;
  }

  /**
   * The form that a configuration's values describe.
   *
   * @throws IllegalArgumentException where they don't fit together
   */
  static ReviewForm form(Map<String, Object> values) {
    Map<String, String> given = new HashMap<>();
    for (Option<String> part : PARTS) {
      Object value = values.get(part.name());
      if (value != null) {
        given.put(part.name(), value.toString());
      }
    }
    return NamedForms.form(String.valueOf(values.get(FORM.name())), given);
  }
}
