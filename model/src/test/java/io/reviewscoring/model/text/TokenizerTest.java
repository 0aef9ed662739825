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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private final Tokenizer tokenizer = new Tokenizer();

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
  void halfSurrogatesAreCharactersLikeOthers() {
    assertThat(tokenizer.tokens("\ud83d A\ude00 \ude00\ud83d"))
        .containsExactly("\ud83d", "a\ude00", "\ude00\ud83d");
  }

  @Test
  void noTextTakesLong() {
    String sigmas = "aΣ".repeat(50_000);
    String marks = ("Σ" + "\u0301".repeat(99)).repeat(1000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
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
