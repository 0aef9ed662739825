package io.reviewscoring.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFormTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static JobConfig config(String options) throws ConfigurationException {
    List<String> words = new ArrayList<>(List.of("--bootstrap.servers=localhost:1"));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" (?=--)")));
    return JobConfig.parse(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--reviews.form=amazon",
        "--reviews.form=yelp",
        "--reviews.form=steam",
        "--reviews.form=debezium",
        "--reviews.form=connect",
        "--reviews.field.id=key --reviews.field.timestamp=record --reviews.field.language=none",
        "--reviews.field.id=/a~1b/id --reviews.field.text=/a~1b/title,/a~1b/0/body",
        "--reviews.timestamp.unit=us",
        "--reviews.timestamp.unit=ns",
        "--reviews.timestamp.pattern=MMM d, yyyy HH:mm:ss --reviews.timestamp.zone=Europe/Berlin",
        "--reviews.timestamp.pattern=yyyyMMddHHmmss --reviews.timestamp.zone=UTC"
      })
  void allReviewsAreReadAsTheyWereMeant(String options) throws Exception {
    JobConfig config = config(options);
    ReviewParser parser =
        new ReviewParser(
            config.reviewsForm(),
            new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead()));
    SampleFeed feed = new SampleFeed(SampleForm.of(config), Samples.read(), "x");
    for (Sample sample : Samples.read()) {
      SampleRecord record = feed.next(NOW);
      if (sample.text() == null) {
        continue;
      }
      long stamp = record.timestamp() == null ? NOW.toEpochMilli() : record.timestamp();
      var origin = new SourceCoordinates("reviews", 0, 0, stamp);
      Review review = parser.read(new SourceRecord(record.key(), record.value(), origin));
      assertThat(review).isNotNull();
      assertThat(review.reviewId()).contains(sample.reviewId() + "-x");
      assertThat(review.productId()).isEqualTo(sample.productId());
      assertThat(review.text()).isEqualTo(sample.text());
      assertThat(Instant.ofEpochMilli(review.timestamp()))
          .isEqualTo(NOW.plusSeconds(sample.offsetSeconds()).truncatedTo(ChronoUnit.SECONDS));
      assertThat(review.language()).isIn("en", null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--reviews.field.id=/productId",
        "--reviews.field.text=/productId",
        "--reviews.field.text=/productId/text",
        "--reviews.field.product=/x --reviews.field.text=/x/y",
        "--reviews.deleted=/language=en"
      })
  void aFormInWhichNoReviewCanBeWrittenIsRefused(String options) throws Exception {
    JobConfig config = config(options);
    assertThatThrownBy(() -> SampleForm.of(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("samples can't be written in this form: ");
  }
}
