package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences of product reviews with marked opinions, a file for each product: {@code battery[-2],
 * size[+1][u]##the sentence}. A sentence is positive where all marks are, negative where all are
 * negative, and otherwise none. The test part is two products.
 */
final class ProductSentences implements PublishedSet {
  private static final Pattern SENTENCE = Pattern.compile("([^#]*[\\[{][+-][^#]*)##(.*)");

  /** Some are closed or opened by a curly bracket, or have no strength. */
  private static final Pattern MARK = Pattern.compile("[\\[{]([+-])");

  private static final Pattern TEST_PRODUCT = Pattern.compile("(nikon|nokia).*");

  @Override
  public SourceOrigin origin(String sha256) {
    return new SourceOrigin(
        "product_reviews_1",
        sha256,
        "Customer review datasets (5 products) by Minqing Hu and Bing Liu (KDD 2004), CC BY 4.0");
  }

  @Override
  public Optional<LabelledReview> review(FileLine line) {
    Matcher sentence = SENTENCE.matcher(line.text());
    if (!sentence.matches()) {
      return Optional.empty();
    }
    List<String> signs =
        MARK.matcher(sentence.group(1)).results().map(mark -> mark.group(1)).distinct().toList();
    return signs.size() == 1
        ? line.reviewIn(sentence.group(2), signs.get(0).equals("+"))
        : Optional.empty();
  }

  @Override
  public List<LabelledReview> test(List<LabelledReview> reviews) {
    return reviews.stream()
        .filter(review -> TEST_PRODUCT.matcher(review.id().toLowerCase(Locale.ROOT)).matches())
        .toList();
  }
}
