package io.reviewscoring.job.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
  private static final String CHARACTERS = "0123456789-:.TZtz+ \u0664";

  private final Random random = new Random(9);

  @Test
  void anyInstantIsWrittenAndReadAsJavaDoes() {
    for (int i = 0; i < 50_000; i++) {
      long instant = random.nextLong() >> random.nextInt(64);
      long whole = instant / 1_000 * 1_000;
      assertSameText(instant);
      assertSameText(whole);
    }
  }

  private static void assertSameText(long instant) {
    String text = Instant.ofEpochMilli(instant).toString();
    assertThat(Instants.text(instant)).isEqualTo(text);
    assertThat(Instants.epochMillis(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-28T24:00:00Z",
        "2026-02-28T24:00:00.000Z",
        "2026-02-28T24:00:01Z",
        "2026-02-29T12:00:00Z",
        "2024-02-29T12:00:00Z",
        "2026-12-31T23:59:60Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2026-01-01t00:00:00z",
        "2026-01-01T00:00:00.1Z",
        "2026-01-01T00:00:00.123456789Z",
        "2026-01-01T13:59:00+02:00",
        "+12026-01-01T00:00:00Z",
        "-0001-01-01T00:00:00.5Z",
        "+1000000000-12-31T23:59:59.999999999Z",
        "2026-01-01T00:00Z",
        ""
      })
  void formsAreReadAsJavaReadsThem(String text) {
    assertThat(read(text)).isEqualTo(readByJava(text));
  }

  @Test
  void nearlyInstantsAreReadAsJavaReadsThem() {
    for (int i = 0; i < 20_000; i++) {
      long instant = (random.nextLong() >>> 20) - (1L << 43);
      var text = new StringBuilder(Instant.ofEpochMilli(instant).toString());
      for (int change = random.nextInt(3); change >= 0; change--) {
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.insert(at, c);
          case 1 -> text.deleteCharAt(at);
          default -> text.setCharAt(at, c);
        }
      }
      assertThat(read(text.toString())).as(text.toString()).isEqualTo(readByJava(text.toString()));
    }
  }

  private static String read(String text) {
    try {
      return Long.toString(Instants.epochMillis(text));
    } catch (DateTimeException | ArithmeticException e) {
      return "none";
    }
  }

  private static String readByJava(String text) {
    try {
      return Long.toString(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return "none";
    }
  }
}
