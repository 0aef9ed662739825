package io.reviewscoring.job.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "en",
        "EN",
        "eng",
        "ENG",
        "english",
        "English",
        " English ",
        "en-US",
        "en_GB",
        "en-Latn-US",
        "EN-gb",
        "eng-US",
        "en.UTF-8",
        "en_US.UTF-8",
        "en@euro"
      })
  void allSpellingsOfEnglishAreOne(String text) {
    assertThat(Languages.primary(text)).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({
    "ger, de",
    "deu, de",
    "German, de",
    "de-AT, de",
    "fre, fr",
    "fra, fr",
    "French, fr",
    "chi, zh",
    "zho, zh",
    "Chinese, zh",
    "schinese, zh",
    "tchinese, zh",
    "zh-Hans-CN, zh",
    "koreana, ko",
    "brazilian, pt",
    "pt-BR, pt",
    "latam, es",
    "Castilian, es",
    "iw, he",
    "in, id",
    "rum, ro",
    "per, fa",
    "Farsi, fa",
    "dut, nl",
    "haw, haw",
    "Hawaiian, haw",
    "tlh, tlh"
  })
  void codesOfBothKindsAndNamesFoldToOneTag(String text, String tag) {
    assertThat(Languages.primary(text)).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "und", "UND", "und-Latn"})
  void noLanguageIsNone(String text) {
    assertThat(Languages.primary(text)).isNull();
  }

  @Test
  void whatTheTableDoesNotKnowStandsAsItIs() {
    assertThat(Languages.primary("Elvish")).isEqualTo("elvish");
    assertThat(Languages.primary("qaa-x-own")).isEqualTo("qaa");
    assertThat(Languages.isName("Elvish")).isFalse();
    assertThat(Languages.isName("norwegian bokm\u00e5l")).isTrue();
  }
}
