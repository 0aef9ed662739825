package io.reviewscoring.job.config;

import org.jspecify.annotations.Nullable;

/**
 * One option: its name, what stands for its value in the help, its default as a user would write it
 * (null: none), a line about it, and how its text becomes a value.
 */
record Option<T>(
    String name,
    String placeholder,
    @Nullable String defaultText,
    String description,
    ValueParser<T> parser) {

  /** Turns a text into a value; says in an exception what would be right. */
  interface ValueParser<T> {
    T parse(String text) throws IllegalArgumentException;
  }

  boolean isSwitch() {
    return placeholder.equals(JobOptions.SWITCH);
  }
}
