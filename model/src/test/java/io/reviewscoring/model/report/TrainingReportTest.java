package io.reviewscoring.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.evaluation.LabelledReview;
import io.reviewscoring.model.evaluation.ScoredReviews;
import io.reviewscoring.model.fixture.RandomModels;
import io.reviewscoring.model.network.Layer;
import io.reviewscoring.model.training.MeasuredSource;
import io.reviewscoring.model.training.TrainedModel;
import io.reviewscoring.model.training.TrainingHistory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class TrainingReportTest {

  private static final String ATTACK =
      "<script>alert(1)</script> & <img src=\"http://example.org/x\" onerror='alert(2)'>";

  private static final Pattern CHART = Pattern.compile("data:image/svg\\+xml;base64,([^\"]+)\"");
  private static final Pattern REFERENCE =
      Pattern.compile("\\s(?:src|srcset|href|action|data|poster)\\s*=\\s*\"([^\"]*)\"");

  @TempDir Path folder;

  private static ModelBundle bundle() {
    return RandomModels.bundle(RandomModels.architecture(30, 10, 4, 3, 3, 2, 5), 8);
  }

  private static TrainingHistory history() {
    return new TrainingHistory(
        List.of(
            new TrainingHistory.Epoch(1, 0.4444, 0.3333, 0.8123),
            new TrainingHistory.Epoch(2, 0.2222, 0.3111, 0.8712)),
        2);
  }

  /** Scores that mostly fit their labels, and one confident mistake with a text of its own. */
  private static ScoredReviews reviews(int count, String worst) {
    Random random = new Random(5);
    List<LabelledReview> reviews = new ArrayList<>();
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = random.nextFloat() * 0.98f + 0.01f;
      boolean positive = random.nextFloat() < scores[i];
      reviews.add(new LabelledReview("review-" + i, "text " + i, positive));
    }
    reviews.set(0, new LabelledReview("worst", worst, true));
    scores[0] = 0.0002f;
    int[] tokens = new int[count];
    Arrays.setAll(tokens, i -> 1 + i % 150);
    return new ScoredReviews(reviews, scores, tokens);
  }

  private String written(ScoredReviews validation, Optional<ScoredReviews> test) throws Exception {
    Path file = folder.resolve("report.html");
    TrainingReport.write(
        new TrainedModel(
            bundle(), history(), List.of(new MeasuredSource("reviews", validation, test))),
        file);
    return Files.readString(file);
  }

  private static String decoded(MatchResult chart) {
    return new String(Base64.getDecoder().decode(chart.group(1)), StandardCharsets.UTF_8);
  }

  @Test
  void theReportLiesBesideTheBundle() {
    assertThat(TrainingReport.beside(Path.of("a", "my-model.zip")))
        .isEqualTo(Path.of("a", "my-model.html"));
    assertThat(TrainingReport.beside(Path.of("my.model"))).isEqualTo(Path.of("my.model.html"));
  }

  @Test
  void itShowsWhatTheTrainingCameTo() throws Exception {
    ScoredReviews validation = reviews(400, "plain");
    ScoredReviews test = reviews(900, "plain");
    String page = written(validation, Optional.of(test));
    assertThat(page)
        .contains("random-8", "Loss by epoch", "Accuracy by epoch", "ROC curve", "Calibration")
        .contains("900 test reviews", "400 validation reviews")
        .contains("0.4444", "0.3111", "87.1 %")
        .contains("data sha256", "0".repeat(64), "epochs", "preset");
    for (Layer layer : bundle().manifest().architecture().layers()) {
      assertThat(page).contains("<b>" + layer.name() + "</b>", layer.kind());
    }
    assertThat(page).contains("<td>negation</td>", "<td>The camera is not good.</td>");
    long wrong = test.evaluation().confusion().falsePositives();
    assertThat(page).contains("<b>" + wrong + "</b>");
    assertThat(page)
        .contains(
            "ECE %.4f".formatted(validation.evaluation().calibrationError()),
            "ECE %.4f".formatted(test.evaluation().calibrationError()));
    assertThat(page).contains("<td>up to 10</td><td>60</td>", "<td>from 101</td><td>300</td>");
    assertThat(page.indexOf("worst</small>")).isPositive();
  }

  @Test
  void ticksOfAxesHaveNoMoreDigitsThanTheyNeed() {
    assertThat(List.of(0.915276851234156, 0.92, 1.0, 0.0, -0.00001, 20.0))
        .extracting(NumberText::tick)
        .containsExactly("0.9153", "0.92", "1", "0", "0", "20");
  }

  @Test
  void everyChartIsAnSvgOfItsOwnForLightAndForDarkPages() throws Exception {
    String page = written(reviews(400, "plain"), Optional.of(reviews(900, "plain")));
    List<String> charts = CHART.matcher(page).results().map(TrainingReportTest::decoded).toList();
    assertThat(charts).hasSize(10).doesNotHaveDuplicates();
    for (String chart : charts) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      Document svg =
          factory
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(chart.getBytes(StandardCharsets.UTF_8)));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThan(5);
      assertThat(svg.getElementsByTagName("text").getLength()).isZero();
      assertThat(svg.getElementsByTagName("image").getLength()).isZero();
    }
  }

  @Test
  void textsOfReviewsAreText() throws Exception {
    String page = written(reviews(50, ATTACK), Optional.empty());
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img src")
        .doesNotContain("<script", "onerror='", "<img src=\"http");
  }

  @Test
  void longTextsAreCutBetweenCharacters() throws Exception {
    String film = "\uD83C\uDFAC";
    String page = written(reviews(50, film.repeat(301)), Optional.empty());
    assertThat(page).contains(film.repeat(300) + "…").doesNotContain(film.repeat(301));
    assertThat(PageContent.cut(film.repeat(300))).isEqualTo(film.repeat(300));
  }

  @Test
  void itNeedsNothingFromElsewhereAndRunsNothing() throws Exception {
    String page = written(reviews(400, "plain"), Optional.of(reviews(900, "plain")));
    assertThat(REFERENCE.matcher(page).results().map(match -> match.group(1)))
        .isNotEmpty()
        .allMatch(reference -> reference.startsWith("data:image/svg+xml;base64,"));
    assertThat(page).doesNotContain("<script", "<link", "@import", "url(", "http://", "https://");
    assertThat(CHART.matcher(page).results().map(TrainingReportTest::decoded))
        .allSatisfy(svg -> assertThat(svg).doesNotContain("<script", "href=\"http", "url(http"));
  }

  @Test
  void withoutATestSplitAndWithOneLabelAloneItStillComes() throws Exception {
    List<LabelledReview> reviews =
        List.of(new LabelledReview("a", "one", true), new LabelledReview("b", "two", true));
    String page =
        written(
            new ScoredReviews(reviews, new float[] {0.9f, 0.8f}, new int[] {3, 4}),
            Optional.empty());
    assertThat(page)
        .contains("2 validation reviews", "None.")
        .doesNotContain("ROC curve", "test reviews", "NaN");
  }
}
