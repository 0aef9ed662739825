package io.reviewscoring.job.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleHashTest {
  private static final int MANY = 200_000;

  /** How many standard deviations a count may be off: one in 500,000 by chance. */
  private static final double SIGMAS = 5;

  /** Computed by Python's hashlib from the rule as it is written down. */
  @ParameterizedTest
  @CsvSource({
    "stars-2, candidate, r1, 0x17cdd9679e267e",
    "stars-2, shadow, r1, 0x8ecbf3728c9d0",
    "stars-2, compared, r1, 0xa04812141a683",
    "stars-3, candidate, r1, 0xfaa6ebfa82025",
    "stars-2, candidate, Ünï-評論-😀, 0x1f8dfd188d9963",
    "stars-2, candidate, '', 0xb44207c08eb23"
  })
  void itIsTheUpperBitsOfSha256(String experiment, String role, String reviewId, String place) {
    assertThat(RoleHash.of(experiment, role, reviewId)).isEqualTo(Long.decode(place) * 0x1p-53);
  }

  @Test
  void sharesAreWithinTheirBinomialBounds() {
    for (double share : List.of(0.001, 0.05, 0.1, 0.3, 0.5, 0.99)) {
      long count = ids().filter(id -> isAmong(RoleHash.CANDIDATE, id, share)).count();
      assertBinomial(count, MANY, share);
    }
  }

  @Test
  void oneRoleSaysNothingOfAnother() {
    long candidates = ids().filter(id -> isAmong(RoleHash.CANDIDATE, id, 0.1)).count();
    assertBinomial(
        ids()
            .filter(id -> isAmong(RoleHash.CANDIDATE, id, 0.1))
            .filter(id -> isAmong(RoleHash.SHADOW, id, 0.3))
            .count(),
        candidates,
        0.3);
    assertBinomial(
        ids()
            .filter(id -> isAmong(RoleHash.CANDIDATE, id, 0.1))
            .filter(id -> isAmong(RoleHash.COMPARED, id, 0.2))
            .count(),
        candidates,
        0.2);
  }

  @Test
  void oneExperimentSaysNothingOfTheNext() {
    long before = ids().filter(id -> RoleHash.isAmong("e1", "candidate", id, 0.2)).count();
    assertBinomial(
        ids()
            .filter(id -> RoleHash.isAmong("e1", "candidate", id, 0.2))
            .filter(id -> RoleHash.isAmong("e2", "candidate", id, 0.2))
            .count(),
        before,
        0.2);
  }

  @Test
  void aShareThatGrowsTakesNobodyBack() {
    assertThat(ids().filter(id -> isAmong(RoleHash.CANDIDATE, id, 0.1)))
        .isNotEmpty()
        .allMatch(id -> isAmong(RoleHash.CANDIDATE, id, 0.5));
  }

  @Test
  void allAreAmongAShareOfOneAndNoneAmongNone() {
    assertThat(ids()).allMatch(id -> isAmong(RoleHash.SHADOW, id, 1));
    assertThat(ids()).noneMatch(id -> isAmong(RoleHash.SHADOW, id, 0));
  }

  private static boolean isAmong(String role, String id, double share) {
    return RoleHash.isAmong("stars-2", role, id, share);
  }

  private static Stream<String> ids() {
    return IntStream.range(0, MANY).mapToObj(i -> "r" + i);
  }

  private static void assertBinomial(long count, long of, double share) {
    assertThat((double) count)
        .isBetween(
            of * share - SIGMAS * Math.sqrt(of * share * (1 - share)),
            of * share + SIGMAS * Math.sqrt(of * share * (1 - share)));
  }
}
