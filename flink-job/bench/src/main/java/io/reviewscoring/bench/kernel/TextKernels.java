package io.reviewscoring.bench.kernel;

import io.reviewscoring.bench.review.ReviewTexts;
import io.reviewscoring.model.text.EncodedText;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.TextEncoder;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to read a whole review, of 174 words in the middle. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare before all else
public class TextKernels extends TimedKernels {
  private static final int MAX_TOKENS = 512;

  /** What stands in a review twice. */
  @Param({"nothing", "tags", "quotes"})
  public String more;

  private final Tokenizer keras = new Tokenizer(RuleSet.KERAS);
  private final TextEncoder all = new TextEncoder();
  private List<String> texts;
  private int next;

  /** Makes the texts. */
  @Setup
  public void prepare() {
    List<String> vocabulary = IntStream.range(0, 20_000).mapToObj(rank -> "w" + rank).toList();
    String between =
        switch (more) {
          case "tags" -> ".<br /><br />";
          case "quotes" -> " \u2018quoted\u2019 ";
          default -> ". ";
        };
    texts =
        ReviewTexts.generated(vocabulary).whole().stream()
            .map(text -> text.replaceFirst("\\. ", between).replaceFirst("\\. ", between))
            .toList();
  }

  private String text() {
    next = next + 1 == texts.size() ? 0 : next + 1;
    return texts.get(next);
  }

  /** By Keras' rules alone. */
  @Benchmark
  public TokenFingerprints keras() {
    return keras.fingerprints(text(), MAX_TOKENS);
  }

  /** By all rule sets, as the job reads them. */
  @Benchmark
  public EncodedText all() {
    return all.encode(text(), MAX_TOKENS);
  }
}
