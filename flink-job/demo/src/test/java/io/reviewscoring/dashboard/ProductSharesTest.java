package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProductSharesTest {
  private static final long SIZE = 60_000;

  private final ProductShares shares = new ProductShares(6, 3);

  private void window(String product, int index, long count, long positive) {
    shares.add(new WindowResult(product, index * SIZE, (index + 1) * SIZE, count, positive));
  }

  @Test
  void aLaterResultReplacesTheEarlierOneOfItsWindow() {
    window("a", 1, 4, 1);
    window("a", 1, 10, 5);
    window("b", 2, 2, 2);

    assertThat(shares.windowStarts()).containsExactly(SIZE, 2 * SIZE);
    assertThat(shares.courses(10))
        .containsExactly(
            new ProductShares.Course("a", 10, 5, java.util.Arrays.asList(0.5, null), 0),
            new ProductShares.Course("b", 2, 2, java.util.Arrays.asList(null, 1.0), 0));
  }

  @Test
  void onlyTheNewestWindowsAreKept() {
    for (int index = 0; index < 9; index++) {
      window("a", index, 1, 1);
    }
    window("old", 1, 100, 100);

    assertThat(shares.windowStarts()).hasSize(6).startsWith(3 * SIZE);
    assertThat(shares.courses(10))
        .singleElement()
        .satisfies(course -> assertThat(course.count()).isEqualTo(6));
  }

  @Test
  void ofMoreProductsThanThereIsRoomForThoseWithMostReviewsAreKept() {
    window("a", 0, 9, 1);
    window("b", 0, 3, 1);
    window("c", 0, 5, 1);
    assertThat(shares.leftOut()).isZero();
    window("d", 0, 1, 1);
    window("e", 0, 4, 1);

    assertThat(shares.courses(10))
        .extracting(ProductShares.Course::productId)
        .containsExactly("a", "c", "e");
    assertThat(shares.leftOut()).isEqualTo(3);
  }

  @Test
  void oneThatComesBackIsShownWithWhatItMayHaveHadBefore() {
    window("a", 0, 9, 1);
    window("b", 0, 8, 1);
    window("c", 0, 7, 1);
    window("d", 0, 6, 5);
    window("d", 1, 20, 10);

    assertThat(shares.courses(1))
        .containsExactly(
            new ProductShares.Course("d", 20, 10, java.util.Arrays.asList(null, 0.5), 6));
    assertThat(shares.souring(10, 1)).isEmpty();

    window("d", 0, 6, 5);
    assertThat(shares.courses(1))
        .containsExactly(
            new ProductShares.Course("d", 26, 15, java.util.Arrays.asList(5 / 6.0, 0.5), 0));
  }

  @Test
  void whatIsMissingEndsWithTheWindowsInWhichItIs() {
    for (String product : new String[] {"a", "b", "c", "d"}) {
      window(product, 0, 9, 1);
    }
    for (int index = 1; index < 6; index++) {
      window("d", index, 20, 10);
    }
    assertThat(shares.courses(1)).extracting(ProductShares.Course::missing).containsExactly(9L);
    window("d", 6, 20, 10);

    assertThat(shares.courses(1)).extracting(ProductShares.Course::missing).containsExactly(0L);
    assertThat(shares.leftOut()).as("the first window is gone").isZero();
  }

  @Test
  void afterItIsClearedItBeginsAnew() {
    for (String product : new String[] {"a", "b", "c", "d"}) {
      window(product, 0, 9, 1);
    }
    shares.clear();

    assertThat(shares.windowStarts()).isEmpty();
    assertThat(shares.leftOut()).isZero();
    window("e", 1, 2, 1);
    assertThat(shares.courses(10))
        .containsExactly(new ProductShares.Course("e", 2, 1, java.util.List.of(0.5), 0));
  }

  @Test
  void theMostReviewedAreShownInTheOrderOfTheirNames() {
    window("b", 0, 5, 1);
    window("c", 0, 1, 1);
    window("a", 0, 3, 1);

    assertThat(shares.courses(2))
        .extracting(ProductShares.Course::productId)
        .containsExactly("a", "b");
  }

  @Test
  void theNewestThirdIsComparedWithWhatWasBefore() {
    for (int index = 0; index < 6; index++) {
      window("sour", index, 10, index < 4 ? 8 : 3);
      window("sourer", index, 10, index < 4 ? 9 : 1);
      window("sweet", index, 10, index < 4 ? 2 : 9);
    }

    assertThat(shares.newestThird()).isEqualTo(4 * SIZE);
    assertThat(shares.souring(10, 5))
        .containsExactly(
            new ProductShares.Change("sourer", 0.9, 0.1, 40, 20),
            new ProductShares.Change("sour", 0.8, 0.3, 40, 20));
  }

  @Test
  void tooFewReviewsSayNothing() {
    window("a", 0, 100, 100);
    window("a", 1, 4, 0);

    assertThat(shares.souring(10, 5)).isEmpty();
    assertThat(shares.souring(10, 4)).hasSize(1);
  }

  @Test
  void aFallThatChanceExplainsIsNone() {
    window("a", 0, 12, 6);
    window("a", 1, 12, 4);
    window("b", 0, 1_200, 600);
    window("b", 1, 1_200, 400);

    assertThat(shares.souring(10, 5))
        .extracting(ProductShares.Change::productId)
        .containsExactly("b");
  }

  @Test
  void withOneWindowNothingIsCompared() {
    window("a", 0, 100, 100);

    assertThat(shares.newestThird()).isNull();
    assertThat(shares.souring(10, 1)).isEmpty();
  }
}
