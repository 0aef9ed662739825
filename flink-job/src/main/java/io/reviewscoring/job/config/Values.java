package io.reviewscoring.job.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of options: what was set, else the default. */
final class Values {
  private final Map<String, String> settings;

  Values(Map<String, String> settings) {
    this.settings = settings;
  }

  <T> T get(Option<T> option) throws ConfigurationException {
    T value = find(option);
    if (value == null) {
      throw new ConfigurationException(
          "--" + option.name() + " is missing: " + option.description());
    }
    return value;
  }

  <T> @Nullable T find(Option<T> option) throws ConfigurationException {
    String set = settings.get(option.name());
    String text = set == null || set.isBlank() ? option.defaultText() : set.strip();
    if (text == null) {
      return null;
    }
    try {
      return option.parser().parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--" + option.name() + ": " + e.getMessage());
    }
  }
}
