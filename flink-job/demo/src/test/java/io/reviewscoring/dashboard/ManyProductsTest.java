package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand products, many more than are remembered, beside exact counts of all of them:
 * reviewed as Zipf has it, the largest but one from the middle of the time on only.
 */
class ManyProductsTest {
  private static final int PRODUCTS = 100_000;
  private static final int REMEMBERED = 5_000;
  private static final int WINDOWS = 12;
  private static final int REVIEWS = 60_000;
  private static final int LATE_COMER = 1;
  private static final long SIZE = 60_000;

  private static final ProductShares shares = new ProductShares(WINDOWS, REMEMBERED);
  private static final int[][] counts = new int[WINDOWS + 4][PRODUCTS];

  private static String name(int product) {
    return "film-" + product;
  }

  @BeforeAll
  static void reviewThemAll() {
    Random random = new Random(16);
    double[] cumulated = new double[PRODUCTS];
    double sum = 0;
    for (int product = 0; product < PRODUCTS; product++) {
      sum += 1.0 / (product + 1);
      cumulated[product] = sum;
    }
    for (int window = 0; window < counts.length; window++) {
      for (int review = 0; review < REVIEWS; review++) {
        int found = java.util.Arrays.binarySearch(cumulated, random.nextDouble() * sum);
        int product = found < 0 ? -found - 1 : found;
        if (product == LATE_COMER && window < counts.length / 2) {
          continue;
        }
        // Early results come now and then, in no order of the products.
        if (++counts[window][product] % 16 == 1) {
          tell(window, product);
        }
      }
      int[] order = IntStream.range(0, PRODUCTS).toArray();
      for (int i = PRODUCTS - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
      for (int product : order) {
        tell(window, product);
      }
    }
  }

  private static void tell(int window, int product) {
    int count = counts[window][product];
    if (count > 0) {
      shares.add(
          new WindowResult(
              name(product),
              window * SIZE,
              (window + 1) * SIZE,
              count,
              positive(window, product, count)));
    }
  }

  /** Every seventh product turns sour in the last third of the windows. */
  private static int positive(int window, int product, int count) {
    boolean sour = product % 7 == 0 && window >= counts.length - WINDOWS / 3;
    return sour ? count / 4 : count - count / 4;
  }

  private static int exact(int product) {
    return IntStream.range(counts.length - WINDOWS, counts.length)
        .map(window -> counts[window][product])
        .sum();
  }

  private static int product(String name) {
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  @Test
  void theMostReviewedAreShownWithAllTheirReviews() {
    List<String> largest =
        IntStream.range(0, PRODUCTS)
            .boxed()
            .sorted(Comparator.comparingInt(ManyProductsTest::exact).reversed())
            .limit(12)
            .map(ManyProductsTest::name)
            .sorted()
            .toList();

    List<ProductShares.Course> courses = shares.courses(12);

    assertThat(courses).extracting(ProductShares.Course::productId).isEqualTo(largest);
    assertThat(courses)
        .filteredOn(course -> !course.productId().equals(name(LATE_COMER)))
        .hasSize(11)
        .allSatisfy(
            course -> {
              assertThat(course.count()).isEqualTo(exact(product(course.productId())));
              assertThat(course.missing()).isZero();
            });
  }

  @Test
  void whatIsKnownAndWhatMayBeMissingHoldTheExactCountBetweenThem() {
    assertThat(shares.courses(PRODUCTS))
        .hasSizeBetween(REMEMBERED / 2, REMEMBERED)
        .allSatisfy(
            course ->
                assertThat((long) exact(product(course.productId())))
                    .isBetween(course.count(), course.count() + course.missing()));
    assertThat(shares.courses(1_000))
        .filteredOn(course -> course.missing() > 0)
        .as("those of the thousand largest whose number isn't known")
        .hasSizeLessThan(100);
  }

  @Test
  void noneThatIsLeftOutHasMoreReviewsThanIsSaid() {
    List<String> kept =
        shares.courses(PRODUCTS).stream().map(ProductShares.Course::productId).toList();
    var names = new java.util.HashSet<>(kept);

    assertThat(
            IntStream.range(0, PRODUCTS)
                .filter(product -> !names.contains(name(product)))
                .mapToLong(ManyProductsTest::exact)
                .max()
                .orElse(0))
        .isBetween(1L, shares.leftOut());
    assertThat(shares.leftOut()).isLessThan(shares.courses(12).get(11).count());
  }

  @Test
  void theOnesThatTurnSourAreComparedByAllTheirReviews() {
    assertThat(shares.souring(6, 200))
        .hasSize(6)
        .allSatisfy(
            change -> {
              int product = product(change.productId());
              assertThat(product % 7).isZero();
              assertThat(change.countBefore() + change.countAfter()).isEqualTo(exact(product));
            });
  }
}
