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
  S(0),
  /** Milliseconds. */
  MS(3),
  /** Microseconds. */
  US(6),
  /** Nanoseconds. */
  NS(9);

  /** More digits before the point than any instant in any unit. */
  private static final int MAX_DIGITS = 25;

  private static final int MILLI_DIGITS = 3;

  private final int digits;

  EpochUnit(int digits) {
    this.digits = digits;
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
    if (this == S) {
      boolean fits = Math.abs(count / 1_000) < Long.MAX_VALUE / 1_000_000;
      return fits ? count * 1_000 : Long.MAX_VALUE;
    }
    return Math.floorDiv(count, this == MS ? 1 : this == US ? 1_000 : 1_000_000);
  }

  /** The same of any number; empty where that is no long. */
  public Optional<Long> millis(BigDecimal count) {
    if (count.precision() - count.scale() > MAX_DIGITS) {
      return Optional.empty();
    }
    if (count.precision() - count.scale() < -MAX_DIGITS) {
      return Optional.of(count.signum() < 0 ? -1L : 0L);
    }
    BigDecimal millis =
        count.scaleByPowerOfTen(MILLI_DIGITS - digits).setScale(0, RoundingMode.FLOOR);
    try {
      return Optional.of(millis.longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
