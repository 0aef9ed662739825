package io.reviewscoring.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceEncoderTest {
  private static final int LENGTH = 5;

  private final Vocabulary vocabulary =
      new Vocabulary(IntStream.range(0, 20).mapToObj(i -> "w" + i).toList(), 14);
  private final SequenceEncoder encoder = new SequenceEncoder(vocabulary, LENGTH);

  private int[] row(List<String> tokens) {
    int[] row = {9, 9, 9, 9, 9};
    long[] fingerprints = tokens.stream().mapToLong(Fingerprint::of).toArray();
    int pads = encoder.encode(fingerprints, tokens.size(), row);
    assertThat(IntStream.of(row).filter(id -> id == Vocabulary.PAD).count()).isEqualTo(pads);
    return row;
  }

  @Test
  void shortTextsArePaddedInFrontOfTheStart() {
    assertThat(row(List.of())).containsExactly(0, 0, 0, 0, 1);
    assertThat(row(List.of("w0"))).containsExactly(0, 0, 0, 1, 4);
    assertThat(row(List.of("w0", "w1", "w2", "w3"))).containsExactly(1, 4, 5, 6, 7);
  }

  @Test
  void longTextsLoseTheirFront() {
    assertThat(row(List.of("w0", "w1", "w2", "w3", "w4"))).containsExactly(4, 5, 6, 7, 8);
    assertThat(row(List.of("w0", "w1", "w2", "w3", "w4", "w5"))).containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  void unknownWordsAndThosePastTheLimitAreTwo() {
    int[] row = row(List.of("w9", "w10", "never"));

    assertThat(row).containsExactly(0, 1, 13, 2, 2);
    assertThat(SequenceEncoder.knownTokens(row)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 10_000})
  void itMattersNotHowManyFingerprintsWereKept(int tokens) {
    List<String> words = IntStream.range(0, tokens).mapToObj(i -> "w" + i % 12).toList();
    long[] all = words.stream().mapToLong(Fingerprint::of).toArray();
    int kept = Math.min(tokens, LENGTH);
    long[] last = java.util.Arrays.copyOfRange(all, tokens - kept, tokens);

    int[] row = new int[LENGTH];
    encoder.encode(last, tokens, row);

    assertThat(row).isEqualTo(row(words));
  }

  @Test
  void tooFewFingerprintsAreRefused() {
    assertThatThrownBy(() -> encoder.encode(new long[4], 6, new int[LENGTH]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 of 6 tokens were kept, too few for a row of 5");
    assertThatThrownBy(() -> encoder.encode(new long[4], 4, new int[LENGTH + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
