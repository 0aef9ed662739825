package io.reviewscoring.job.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What people read about options: help, the nearest name, settings without their secrets. */
final class OptionText {
  private static final int WIDTH = 79;
  private static final String INDENT = " ".repeat(8);

  private OptionText() {}

  static String help(Set<String> without) {
    StringBuilder help = new StringBuilder();
    line(help, "config=FILE", "properties file with any of these; the command line wins");
    for (Option<?> option : JobOptions.ALL) {
      if (without.contains(option.name())) {
        continue;
      }
      String text = option.defaultText();
      String suffix = text == null ? "" : "  [" + text + "]";
      line(help, option.name() + "=" + option.placeholder() + suffix, option.description());
    }
    line(help, "kafka.NAME=VALUE", "passed to every Kafka client, e.g. kafka.security.protocol");
    line(help, "flink.NAME=VALUE", "passed to Flink, e.g. flink.taskmanager.memory.network.max");
    return help.toString();
  }

  private static void line(StringBuilder help, String option, String description) {
    help.append("  --").append(option).append('\n');
    StringBuilder row = new StringBuilder(INDENT);
    for (String word : description.split(" ", -1)) {
      if (row.length() + word.length() > WIDTH) {
        help.append(row.toString().stripTrailing()).append('\n');
        row = new StringBuilder(INDENT);
      }
      row.append(word).append(' ');
    }
    help.append(row.toString().stripTrailing()).append('\n');
  }

  /** The option that was probably meant: at most a third of the letters differ. */
  static Optional<String> nearest(String name) {
    String wanted = plain(name);
    return JobOptions.ALL.stream()
        .map(Option::name)
        .min(Comparator.comparingInt(known -> distance(wanted, plain(known))))
        .filter(known -> distance(wanted, plain(known)) <= Math.max(1, known.length() / 3));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.');
  }

  /** Levenshtein's distance. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  /** Settings sorted by name, every value that may be a secret as stars. */
  static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> masked = new TreeMap<>(settings);
    masked.replaceAll((name, value) -> isSecret(name) ? "****" : value);
    return masked;
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("secret")
        || lower.contains("sasl.jaas.config")
        || lower.contains("key")
        || lower.contains("token");
  }
}
