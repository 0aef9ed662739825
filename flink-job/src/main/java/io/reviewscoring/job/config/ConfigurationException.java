package io.reviewscoring.job.config;

/** Options that cannot be run with; the message is one line for the person who gave them. */
public class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
