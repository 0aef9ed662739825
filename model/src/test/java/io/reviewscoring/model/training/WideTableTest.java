package io.reviewscoring.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reviewscoring.model.network.Wide;
import io.reviewscoring.model.network.WideWeights;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WideTableTest {
  private static final Wide TAGGED = Wide.tagged(1, 10, 10, 0);
  private static final int BUCKET = 5;

  /** A hash of the bucket and this tag. */
  private static long hash(int tag) {
    return (long) BUCKET << 54 | (long) tag << 46;
  }

  private static int key(int tag) {
    return BUCKET << Wide.TAG_BITS | tag;
  }

  private static double logOdds(WideWeights weights) {
    int value = weights.buckets()[BUCKET];
    return weights.scale() * value * Math.abs(value);
  }

  private static int tag(WideWeights weights) {
    return Objects.requireNonNull(weights.tags())[BUCKET] & 0xff;
  }

  @Test
  void ofSeveralNgramsTheOneThatSaysTheMostHasTheBucket() {
    List<NgramLogOdds> ngrams =
        List.of(
            new NgramLogOdds(hash(200), 0.2f),
            new NgramLogOdds(hash(17), -0.9f),
            new NgramLogOdds(hash(3), 0.4f));
    WideWeights weights = WideTable.of(TAGGED, ngrams);
    assertThat(tag(weights)).isEqualTo(17);
    assertThat(logOdds(weights)).isCloseTo(-0.9, within(1e-6));
  }

  @Test
  void smallLogOddsAreToldApartAndTheLargestAreNotCut() {
    List<NgramLogOdds> ngrams =
        List.of(new NgramLogOdds(hash(1), 0.02f), new NgramLogOdds(-1, -3.7f));
    WideWeights weights = WideTable.of(TAGGED, ngrams);
    assertThat(logOdds(weights)).isCloseTo(0.02, within(0.003));
    assertThat(weights.buckets()[TAGGED.buckets() - 1]).isEqualTo((byte) -127);
    assertThat(weights.scale() * 127 * 127).isCloseTo(3.7f, within(1e-5f));
  }

  @Test
  void whatSaysNextToNothingTakesNoRoom() {
    assertThat(logOdds(WideTable.of(TAGGED, List.of(new NgramLogOdds(hash(1), 0.007f))))).isZero();
  }

  @Test
  void onTopOfAnNgramIsAddedAndAnotherGivesWayToOneThatSaysMore() {
    WideWeights before = WideTable.of(TAGGED, List.of(new NgramLogOdds(hash(9), 2)));
    WideTable table = WideTable.on(TAGGED, before);
    table.add(key(9), -0.5f);
    table.add(key(8), 1.4f);
    WideWeights after = table.weightsLike(before.scale());
    assertThat(tag(after)).isEqualTo(9);
    assertThat(logOdds(after)).isCloseTo(1.5, within(0.02));
    assertThat(after.scale()).isEqualTo(before.scale());
    table.add(key(8), -1.6f);
    WideWeights other = table.weightsLike(before.scale());
    assertThat(tag(other)).isEqualTo(8);
    assertThat(logOdds(other)).isCloseTo(-1.6, within(0.02));
    assertThat(logOdds(before)).isCloseTo(2, within(1e-6));
    assertThat(tag(after)).isEqualTo(9);
  }

  @Test
  void aBucketHasRoomForItsOwnNgramOrIfItIsNobodys() {
    WideTable table =
        WideTable.on(TAGGED, WideTable.of(TAGGED, List.of(new NgramLogOdds(hash(9), 2))));
    assertThat(table.hasRoom(key(9))).isTrue();
    assertThat(table.hasRoom(key(8))).isFalse();
    assertThat(table.hasRoom(key(8) + (1 << Wide.TAG_BITS))).isTrue();
  }
}
