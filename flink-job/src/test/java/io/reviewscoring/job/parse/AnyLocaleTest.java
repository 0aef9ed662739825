package io.reviewscoring.job.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster's JVM has the locale that it has: what is written to topics must not depend on it. */
class AnyLocaleTest {
  private final Locale own = Locale.getDefault();

  @BeforeEach
  void goToCairo() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
  }

  @AfterEach
  void goHome() {
    Locale.setDefault(own);
  }

  @Test
  void theReasonsOfDeadLettersHaveTheSameDigitsEverywhere() {
    Records records = Records.ownForm();

    assertThat(records.deadLetter(Records.with("\"text\":\"" + "x".repeat(100_001) + "\"")).error())
        .isEqualTo("'/text' has 100001 characters, review.max-chars is 100000");
    assertThat(
            records
                .deadLetter("{\"text\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1))
                .error())
        .endsWith("byte 0xE9 at 9");
  }
}
