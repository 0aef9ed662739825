package io.reviewscoring.model.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people listed as pros and cons of products: {@code <Pros>small, cheap</Pros>}, one a line.
 * The test part is drawn.
 */
final class ProsAndCons implements PublishedSet {
  private static final Pattern PHRASE = Pattern.compile("\\s*<(Pros|Cons)>(.*)</\\1>\\s*");
  private static final int TEST_PER_LABEL = 3000;

  @Override
  public SourceOrigin origin(String sha256) {
    return new SourceOrigin(
        "pros_cons",
        sha256,
        "Pros and cons dataset by Bing Liu (Ganapathibhotla and Liu, Coling 2008), CC BY 4.0");
  }

  @Override
  public Optional<LabelledReview> review(FileLine line) {
    Matcher phrase = PHRASE.matcher(line.text());
    return phrase.matches()
        ? line.reviewIn(phrase.group(2), phrase.group(1).equals("Pros"))
        : Optional.empty();
  }

  @Override
  public List<LabelledReview> test(List<LabelledReview> reviews) {
    return HeldOut.draw(reviews, TEST_PER_LABEL);
  }
}
