package io.reviewscoring.job.config;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.model.file.UserPath;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** The kinds of values that options have; each message completes "--name: …". */
public final class ValueParsers {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|m|h|d)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9})\\s*(b|kib|kb|k|mib|mb|m|gib|gb|g)?");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern JOB_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}");
  private static final Pattern BROKERS =
      Pattern.compile("[^\\s,:/]+:\\d{1,5}(\\s*,\\s*[^\\s,:/]+:\\d{1,5})*|\\[[^\\s]+\\]:\\d{1,5}");

  private ValueParsers() {}

  static String text(String text) {
    return text;
  }

  /** A path or a URI. */
  public static String location(String text) {
    return UserPath.withHome(text);
  }

  /** A job's name is also a directory's and begins the names of its transactions. */
  static String jobName(String text) {
    boolean valid = JOB_NAME.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    require(valid, text, "a name of at most 200 characters without '/' and '\\'");
    return text;
  }

  static String brokers(String text) {
    require(BROKERS.matcher(text).matches(), text, "HOST:PORT, several with commas between them");
    return text;
  }

  static String topic(String text) {
    boolean valid = TOPIC.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    require(valid, text, "a topic's name (letters, digits, '.', '_' and '-', 249 at most)");
    return text;
  }

  /**
   * A number with its unit. A bare number is refused: one unit's seconds are another's
   * milliseconds.
   *
   * @throws IllegalArgumentException saying what is right
   */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    require(matcher.matches(), text, "a duration such as 200ms, 5s, 10min or 1h");
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m", "min" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  static Long bytes(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    require(matcher.matches(), text, "a size such as 500KiB or 64MiB");
    String unit = matcher.group(2);
    char first = unit == null ? 'b' : unit.charAt(0);
    int shift = first == 'k' ? 10 : first == 'm' ? 20 : first == 'g' ? 30 : 0;
    return Long.parseLong(matcher.group(1)) << shift;
  }

  static Integer count(String text) {
    boolean valid = text.matches("\\d{1,9}") && Integer.parseInt(text) > 0;
    require(valid, text, "a whole number above 0");
    return Integer.valueOf(text);
  }

  static Boolean flag(String text) {
    boolean yes = text.equalsIgnoreCase("true");
    require(yes || text.equalsIgnoreCase("false"), text, "true or false");
    return yes;
  }

  /** Each once, in the order of their declaration. */
  static List<Label> labels(String text) {
    if (text.equalsIgnoreCase("none")) {
      return List.of();
    }
    Set<Label> labels = EnumSet.noneOf(Label.class);
    for (String name : text.split(",", -1)) {
      List<Label> named =
          Arrays.stream(Label.values())
              .filter(label -> label.name().equalsIgnoreCase(name.strip()))
              .toList();
      require(
          !named.isEmpty(),
          text,
          "none, or labels with commas between them, of POSITIVE, NEGATIVE and UNCERTAIN");
      labels.addAll(named);
    }
    return List.copyOf(labels);
  }

  static List<String> stores(String text) {
    if (text.equalsIgnoreCase("none")) {
      return List.of();
    }
    List<String> stores =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(ValueParsers::location).toList();
    require(
        stores.stream().noneMatch(String::isEmpty),
        text,
        "none, or URIs with commas between them, such as s3://bucket/models");
    return stores;
  }

  static ReviewsStart start(String text) {
    return oneOf(ReviewsStart.class, text);
  }

  static StateBackend stateBackend(String text) {
    return oneOf(StateBackend.class, text);
  }

  static DeliveryGuarantee guarantee(String text) {
    DeliveryGuarantee guarantee =
        Arrays.stream(DeliveryGuarantee.values())
            .filter(each -> each != DeliveryGuarantee.NONE && spelled(each).equals(text))
            .findFirst()
            .orElse(DeliveryGuarantee.NONE);
    require(guarantee != DeliveryGuarantee.NONE, text, "exactly-once or at-least-once");
    return guarantee;
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    for (E value : type.getEnumConstants()) {
      if (spelled(value).equals(text)) {
        return value;
      }
    }
    String choices =
        String.join(
            ", ", Arrays.stream(type.getEnumConstants()).map(ValueParsers::spelled).toList());
    throw new IllegalArgumentException("'" + text + "' is none of " + choices);
  }

  /** An enum constant as users write it. */
  static String spelled(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void require(boolean valid, String text, String right) {
    if (!valid) {
      throw new IllegalArgumentException("'" + text + "' is not " + right);
    }
  }
}
