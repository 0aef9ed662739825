package io.reviewscoring.job.config;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * One option: its name, what stands for its value in the help, its default as a user would write it
 * (null: none), a line about it, and how its text becomes a value. The converter says in an {@link
 * IllegalArgumentException} what would be right.
 */
record Option<T>(
    String name,
    String placeholder,
    @Nullable String defaultText,
    String description,
    ITypeConverter<T> converter) {

  boolean isSwitch() {
    return placeholder.equals(JobOptions.SWITCH);
  }

  /** The value of a text; of a blank one the default, which may be none. */
  @Nullable T valueOf(String text) throws Exception {
    String meant = text.isBlank() ? defaultText : text.strip();
    return meant == null ? null : converter.convert(meant);
  }
}
