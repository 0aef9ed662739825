package io.reviewscoring.job.form;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What numbers that are times count, since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
  /** Seconds. */
  S(1_000, 1),
  /** Milliseconds. */
  MS(1, 1),
  /** Microseconds. */
  US(1, 1_000),
  /** Nanoseconds. */
  NS(1, 1_000_000),
  /** Days, as the type DATE of Debezium and Kafka Connect counts. */
  D(86_400_000, 1);

  /** More digits before the point than any instant in any unit. */
  private static final int MAX_DIGITS = 25;

  /** How many milliseconds one of it is; and how many of it are one. */
  private final long millis;

  private final long aMilli;

  /** How much of it a long holds in milliseconds. */
  private final long most;

  EpochUnit(long millis, long aMilli) {
    this.millis = millis;
    this.aMilli = aMilli;
    this.most = Long.MAX_VALUE / millis;
  }

  /**
   * Reads a unit.
   *
   * @throws IllegalArgumentException saying what is right
   */
  static EpochUnit parse(String text) {
    return Arrays.stream(values())
        .filter(unit -> unit.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(values())
                            .map(EpochUnit::text)
                            .collect(Collectors.joining(", "))));
  }

  /** As users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A count in epoch milliseconds, what is finer cut off; the largest long where that is none. */
  public long millis(long count) {
    if (count > most || count < -most) {
      return Long.MAX_VALUE;
    }
    return aMilli == 1 ? count * millis : Math.floorDiv(count, aMilli);
  }

  /** The same of any number; empty where that is no long. */
  public Optional<Long> millis(BigDecimal count) {
    if (count.precision() - count.scale() > MAX_DIGITS) {
      return Optional.empty();
    }
    if (count.precision() - count.scale() < -MAX_DIGITS) {
      return Optional.of(count.signum() < 0 ? -1L : 0L);
    }
    BigDecimal whole =
        count
            .multiply(BigDecimal.valueOf(millis))
            .divide(BigDecimal.valueOf(aMilli), 0, RoundingMode.FLOOR);
    try {
      return Optional.of(whole.longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The count of epoch milliseconds, what is finer cut off. */
  public long count(long epochMillis) {
    return Math.floorDiv(epochMillis, millis) * aMilli;
  }
}
