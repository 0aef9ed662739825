package io.reviewscoring.job.backfill;

import io.reviewscoring.job.config.ConfigurationException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Offsets by partition, as they stand on a command line: {@code 0=100,1=2000}. */
public final class PartitionOffsets {
  private static final Pattern OFFSET = Pattern.compile("(\\d{1,9})=(\\d{1,18})");

  private PartitionOffsets() {}

  /**
   * Reads them.
   *
   * @param option that they are given with
   * @param text null for none
   * @throws ConfigurationException with one line, if the text says something else
   */
  public static Map<Integer, Long> parse(String option, @Nullable String text)
      throws ConfigurationException {
    Map<Integer, Long> offsets = new TreeMap<>();
    if (text == null) {
      return offsets;
    }
    for (String each : text.split(",", -1)) {
      Matcher matcher = OFFSET.matcher(each.strip());
      if (!matcher.matches()
          || offsets.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)))
              != null) {
        throw new ConfigurationException(
            option
                + ": '"
                + text
                + "' is not PARTITION=OFFSET, each partition once, such as"
                + " 0=100,1=2000");
      }
    }
    return offsets;
  }
}
