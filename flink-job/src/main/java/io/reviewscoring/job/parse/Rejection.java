package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.FormOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a record is no review; without a stack trace, as there may be many. */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final List<String> remedies;
  private @Nullable FormOption missing;

  /**
   * @param reason a short code, such as {@code not-json}
   * @param error one line for people
   * @param remedies the options with which the record would be read, such as {@code
   *     reviews.timestamp.unit=s}; none where none would
   */
  Rejection(String reason, String error, String... remedies) {
    this(reason, error, List.of(remedies), remedies.length == 1 ? "reads it" : "read it");
  }

  /**
   * @param verb what the remedies do, such as {@code may read it} where nobody has tried
   */
  Rejection(String reason, String error, List<String> remedies, String verb) {
    super(
        remedies.isEmpty() ? error : error + "; " + String.join(" and ", remedies) + " " + verb,
        null,
        false,
        false);
    this.reason = reason;
    this.remedies = remedies;
  }

  /** A short code, such as {@code not-json}. */
  public String reason() {
    return reason;
  }

  /** One line for people, with the remedies. */
  public String error() {
    return String.valueOf(getMessage());
  }

  /** The options that would, or may, read such a record, with their values. */
  public List<String> remedies() {
    return remedies;
  }

  /** Says that a field is not there. */
  Rejection missing(FormOption field) {
    missing = field;
    return this;
  }

  /** The field that is not there; null if that is not the reason. */
  public @Nullable FormOption missing() {
    return missing;
  }
}
