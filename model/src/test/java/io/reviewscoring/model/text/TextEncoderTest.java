package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.evaluation.ImdbDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class TextEncoderTest {
  /** What the rule sets meet, in any order. */
  private static final List<String> PIECES =
      List.of(
          "good",
          "n",
          "I",
          "don't",
          "n't",
          "'s",
          "'",
          "''",
          "\u2019",
          "`",
          "\\",
          " ",
          " ",
          " ",
          " ",
          "\n",
          "\t",
          "\r",
          "\u00a0",
          "\u200b",
          "\u00ad",
          ".",
          ",",
          "-",
          "\u2013",
          "/",
          "10",
          "7",
          ":",
          ";",
          ")",
          "(",
          "D",
          "3",
          "<",
          ">",
          "<br />",
          "<b>",
          "</b>",
          "<a href=\"x\">",
          "=",
          "\"",
          "!--",
          "-->",
          "&",
          "#",
          "39;",
          "&amp;",
          "&lt;",
          "&gt;",
          "&#39;",
          "&nbsp;",
          "nbsp",
          "&eacute;",
          "\u00e9",
          "e\u0301",
          "\u0301",
          "\uff21",
          "\ufb01",
          "\u03a3",
          "\u03c2",
          "\u0130",
          "\u05d0",
          "\u4e2d",
          "\u3002",
          "\ud83d\ude00",
          "\ud83c\udffd",
          "\u2605",
          "\u00bd",
          "\ufe0f",
          "\ud83d",
          "\u0085",
          "\u0092",
          "\ufdfa",
          "*",
          "w1",
          "x");

  private final TextEncoder encoder = new TextEncoder();

  private static TokenFingerprints read(RuleSet rules, String text, int most) {
    List<String> tokens = new Tokenizer(rules).tokens(text);
    List<String> last = tokens.subList(Math.max(0, tokens.size() - most), tokens.size());
    return new TokenFingerprints(last.stream().mapToLong(Fingerprint::of).toArray(), tokens.size());
  }

  private void assertSameBothWays(String text, int most) {
    EncodedText encoded = encoder.encode(text, most);
    for (RuleSet rules : RuleSet.values()) {
      assertThat(encoded.by(rules))
          .as(() -> rules + " " + text.codePoints().mapToObj(Integer::toHexString).toList())
          .isEqualTo(read(rules, text, most));
    }
    assertThat(encoded.reviewText()).as("only where it differs").isNotEqualTo(encoded.keras());
  }

  @Test
  void anyTextGivesWhatBothRuleSetsSayOfTheWholeOfIt() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(25); left > 0; left--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertSameBothWays(text.toString(), 1 + random.nextInt(30));
    }
  }

  @Test
  void anyCharactersGiveWhatBothRuleSetsSayOfTheWholeOfIt() {
    Random random = new Random(8);
    int[] bounds = {0x80, 0x80, 0x80, 0x250, 0x3000, 0x10000, 0x20000, 0x110000};
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(40); left > 0; left--) {
        text.appendCodePoint(random.nextInt(bounds[random.nextInt(bounds.length)]));
      }
      assertSameBothWays(text.toString(), 1 + random.nextInt(30));
    }
  }

  @Test
  void longTextsAreReadAsShortOnesAre() {
    for (String piece :
        List.of(
            "don't ",
            "it 's",
            "a<br />b ",
            "a<br /><br />'b' &amp; 1/2 :) \u00a0",
            "\u00a0x",
            "\u0130 \u2019")) {
      assertSameBothWays(piece.repeat(9_000), 512);
      assertSameBothWays(piece.repeat(20), 512);
      assertSameBothWays(piece, 512);
    }
  }

  @Test
  void plainWordsAreReadOnce() {
    String text = "I don't know; the well-made (\"quiet\") film: 10 of 10, o'clock!";
    KerasPass pass = new KerasPass(text.length());
    assertThat(pass.find(text)).isTrue();
    assertThat(new Spots().find(pass)).as("anything to be read once more").isFalse();

    EncodedText encoded = encoder.encode(text, 99);
    assertThat(encoded.reviewText()).isNull();
    assertThat(encoded.by(RuleSet.REVIEW_TEXT)).isSameAs(encoded.keras());
  }

  @Test
  void theRuleSetsKeepAsManyTokensEach() {
    EncodedText encoded = encoder.encode("one<br />two \u2018three\u2019 four", 2);

    assertThat(encoded.keras().tokens()).isEqualTo(5);
    assertThat(encoded.by(RuleSet.REVIEW_TEXT))
        .isEqualTo(
            new TokenFingerprints(new long[] {Fingerprint.of("three"), Fingerprint.of("four")}, 4));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "IMDB_ARCHIVE", matches = ".+")
  void realReviewsGiveWhatBothRuleSetsSayOfTheWholeOfThem() throws Exception {
    ImdbDataset.read(Path.of(System.getenv("IMDB_ARCHIVE")))
        .reviews(ImdbDataset.Split.TEST)
        .subList(0, 5_000)
        .forEach(review -> assertSameBothWays(review.text(), 512));
  }
}
