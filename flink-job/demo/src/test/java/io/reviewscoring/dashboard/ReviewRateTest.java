package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReviewRateTest {
  private static final long NOW = 1_800_000_000_000L;

  private final ReviewRate rate = new ReviewRate(Duration.ofMinutes(15));

  private void add(int count, long secondsAgo) {
    for (int i = 0; i < count; i++) {
      rate.add(NOW - secondsAgo * 1000);
    }
  }

  @Test
  void theCourseEndsWithTheSecondBeforeTheNewestReview() {
    add(7, 3);
    add(4, 2);

    ReviewRate.Course course = rate.course(NOW);

    assertThat(course.step()).isEqualTo(1);
    assertThat(course.end()).isEqualTo(NOW / 1000 - 2);
    assertThat(course.perSecond()).hasSize(60).endsWith(0.0, 7.0);
  }

  @Test
  void inSilenceItGoesOnWithZeros() {
    add(7, 25);

    ReviewRate.Course course = rate.course(NOW);

    assertThat(course.end()).isEqualTo(NOW / 1000 - 10);
    assertThat(course.perSecond().subList(44, 47)).containsExactly(0.0, 7.0, 0.0);
    assertThat(course.latest()).isZero();
  }

  @Test
  void theLatestIsTheMeanOfTenSeconds() {
    for (int ago = 1; ago <= 40; ago++) {
      add(ago <= 11 ? 6 : 2, ago);
    }

    assertThat(rate.course(NOW).latest()).isEqualTo(6.0);
  }

  @Test
  void aLongCourseIsToldInMeansOfSteps() {
    for (int ago = 0; ago < 840; ago++) {
      add(ago % 2 == 0 ? 4 : 2, ago);
    }

    ReviewRate.Course course = rate.course(NOW);

    assertThat(course.step()).isEqualTo(15);
    assertThat(course.perSecond()).hasSize(60);
    assertThat(course.from() % 15).isZero();
    assertThat(course.perSecond().subList(10, 50)).allMatch(mean -> mean > 2.5 && mean < 3.5);
    assertThat(course.perSecond().stream().mapToDouble(mean -> mean * 15).sum())
        .isCloseTo(840 * 3, org.assertj.core.data.Offset.offset(60.0));
  }

  @Test
  void reviewsOlderThanTheHistoryAreForgotten() {
    add(3, 16 * 60);
    add(1, 0);
    add(5, 16 * 60);

    assertThat(rate.course(NOW).perSecond()).containsOnly(0.0);
  }
}
