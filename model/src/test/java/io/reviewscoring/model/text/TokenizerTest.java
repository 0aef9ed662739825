package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private final Tokenizer tokenizer = new Tokenizer(RuleSet.KERAS);

  private record Golden(String text, List<String> tokens) {}

  private static List<Golden> goldens() throws IOException {
    List<Golden> goldens = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TokenizerTest.class.getResourceAsStream("tokens-golden.jsonl")),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode golden = mapper.readTree(line);
        List<String> tokens = new ArrayList<>();
        golden.path("tokens").forEach(token -> tokens.add(token.asText()));
        goldens.add(new Golden(golden.path("text").asText(), tokens));
      }
    }
    return goldens;
  }

  private static long[] fingerprintsOf(List<String> tokens) {
    return tokens.stream().mapToLong(Fingerprint::of).toArray();
  }

  @Test
  void tokensAreThoseOfKeras() throws Exception {
    assertThat(goldens())
        .hasSizeGreaterThan(300)
        .allSatisfy(
            golden -> assertThat(tokenizer.tokens(golden.text())).isEqualTo(golden.tokens()));
  }

  @Test
  void fingerprintsAreThoseOfTheTokens() throws Exception {
    assertThat(goldens())
        .allSatisfy(
            golden ->
                assertThat(tokenizer.fingerprints(golden.text(), 1000))
                    .isEqualTo(
                        new TokenFingerprints(
                            fingerprintsOf(golden.tokens()), golden.tokens().size())));
  }

  @Test
  void theNotebooksSentencesSplitAsTheyDidThere() {
    assertThat(tokenizer.tokens("Acting was good; direction was horrible"))
        .containsExactly("acting", "was", "good", "direction", "was", "horrible");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 100, Integer.MAX_VALUE})
  void theLastFingerprintsAreKept(int maxTokens) {
    List<String> tokens = List.of("a", "b", "c", "d", "e", "f");
    int kept = Math.min(maxTokens, 6);

    TokenFingerprints fingerprints = tokenizer.fingerprints("A b, c (d) E f!", maxTokens);

    assertThat(fingerprints.tokens()).isEqualTo(6);
    assertThat(fingerprints.values()).isEqualTo(fingerprintsOf(tokens.subList(6 - kept, 6)));
  }

  @Test
  void everySingleCharacterGivesTheSameBothWays() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "B";
      assertThat(tokenizer.fingerprints(text, 9).values())
          .isEqualTo(fingerprintsOf(tokenizer.tokens(text)));
    }
  }

  @Test
  void everyCharacterPastThoseGivesTheSameBothWays() {
    for (int c = Character.MIN_SUPPLEMENTARY_CODE_POINT; c <= Character.MAX_CODE_POINT; c++) {
      String text = "a" + Character.toString(c) + "B";
      assertThat(tokenizer.fingerprints(text, 9).values())
          .isEqualTo(fingerprintsOf(tokenizer.tokens(text)));
    }
  }

  @Test
  void anyTextGivesTheSameBothWays() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      assertSameBothWays(randomText(random), 1 + random.nextInt(60));
    }
  }

  /** Some that lower case makes longer than the room that was made for them. */
  @Test
  void textsOfAnyLengthGiveTheSameBothWaysOneAfterTheOther() {
    for (int length : new int[] {0, 1, 40_000, 16_384, 2, 16_385, 16_383, 100_000, 7}) {
      assertSameBothWays("a ".repeat(length).substring(length), 512);
      assertSameBothWays("\u0130".repeat(length), 512);
      assertSameBothWays(" \u0130".repeat(length).substring(length), 512);
      assertSameBothWays("\u201cab\u201d \u03a3.".repeat(length).substring(7 * length), 512);
    }
  }

  private void assertSameBothWays(String text, int maxTokens) {
    long[] all = fingerprintsOf(tokenizer.tokens(text));
    long[] last = Arrays.copyOfRange(all, Math.max(0, all.length - maxTokens), all.length);
    assertThat(tokenizer.fingerprints(text, maxTokens))
        .as(() -> text.codePoints().mapToObj(Integer::toHexString).toList().toString())
        .isEqualTo(new TokenFingerprints(last, all.length));
  }

  /** Of letters, separators, Latin-1, anything in the first plane, and anything at all. */
  private static String randomText(Random random) {
    int[] bounds = {0x80, 0x80, 0x80, 0x100, 0x10000, 0x110000};
    String special = "\u03a3\u0130\u201c\u2019\ud801\udc00\ud83d\u0301 '.:\u00ad";
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(120); left > 0; left--) {
      int kind = random.nextInt(bounds.length + 2);
      if (kind == bounds.length) {
        text.append(special.charAt(random.nextInt(special.length())));
      } else if (kind > bounds.length) {
        text.append(' ');
      } else {
        text.appendCodePoint(random.nextInt(bounds[kind]));
      }
    }
    return text.toString();
  }

  @Test
  void halfSurrogatesAreCharactersLikeOthers() {
    assertThat(tokenizer.tokens("\ud83d A\ude00 \ude00\ud83d"))
        .containsExactly("\ud83d", "a\ude00", "\ude00\ud83d");
  }

  @Test
  void noTextTakesLong() {
    String sigmas = "aΣ".repeat(500_000);
    String marks = ("Σ" + "\u0301".repeat(99)).repeat(10_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(tokenizer.fingerprints(sigmas, 10).tokens()).isEqualTo(1);
          assertThat(tokenizer.fingerprints(marks, 10).tokens()).isEqualTo(1);
        });
  }

  @Test
  void aReadersLocaleChangesNothing() {
    assertThat(tokenizer.tokens("TITLE İ")).containsExactly("title", "i\u0307");
  }

  @Test
  void noTokenAtAllIsNoRequest() {
    assertThatThrownBy(() -> tokenizer.fingerprints("a", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fingerprintsNeverChange() {
    assertThat(Fingerprint.of("")).isEqualTo(0xefd01f60ba992926L);
    assertThat(Fingerprint.of("movie")).isEqualTo(0xb9c7ad741d4b8dc7L);
    assertThat(Fingerprint.of("\u6620\u753b")).isEqualTo(0xb707ee166c7ef7a1L);
  }
}
