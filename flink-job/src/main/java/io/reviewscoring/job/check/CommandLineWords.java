package io.reviewscoring.job.check;

import java.util.regex.Pattern;

/** Options as a shell takes them. */
final class CommandLineWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+-]*");

  private CommandLineWords() {}

  static String option(String name, String value) {
    boolean plain = PLAIN.matcher(value).matches();
    return "--" + name + "=" + (plain ? value : "'" + value.replace("'", "'\\''") + "'");
  }
}
