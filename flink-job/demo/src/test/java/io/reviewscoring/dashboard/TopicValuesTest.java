package io.reviewscoring.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.message.Aggregate;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.model.explanation.WordEffect;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicValuesTest {
  @Test
  void anEventIsReadAsTheJobWroteIt() throws Exception {
    var event =
        new SentimentEvent(
            "r-1",
            "p-1",
            1_700_000_000_123L,
            0.25f,
            Label.UNCERTAIN,
            "language de",
            7,
            5,
            false,
            "m-1",
            "00",
            0.75f,
            List.of(new WordEffect("film", -0.25f)),
            "Ein Film.",
            new SourceCoordinates("reviews", 0, 1, 0));

    assertThat(TopicValues.review(Messages.json(event)))
        .isEqualTo(
            new ScoredReview(
                "r-1",
                "p-1",
                1_700_000_000_123L,
                0.25,
                Label.UNCERTAIN,
                "language de",
                7,
                5,
                "m-1",
                0.75,
                List.of(new WordEffect("film", -0.25f)),
                "Ein Film."));
  }

  @Test
  void noMoreWordsThanCanBeShownAreRead() throws Exception {
    String words =
        Stream.generate(() -> "{\"word\":\"%s\",\"effect\":0.1}".formatted("x".repeat(100)))
            .limit(50)
            .collect(Collectors.joining(",", "[", "]"));
    String event =
        "{\"reviewId\":\"r\",\"productId\":\"p\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"score\":0.5,\"label\":\"NEGATIVE\",\"modelVersion\":\"m\",\"evidence\":%s}";

    assertThat(TopicValues.review(event.formatted(words).getBytes(UTF_8)).evidence())
        .hasSize(TopicValues.WORDS)
        .allSatisfy(each -> assertThat(each.word()).hasSize(TopicValues.WORD_CHARS));
    for (String none : List.of("[{\"word\":\"x\"}]", "[{\"effect\":1}]", "[1]")) {
      assertThatThrownBy(() -> TopicValues.review(event.formatted(none).getBytes(UTF_8)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void anAggregateIsReadAsTheJobWroteIt() throws Exception {
    var aggregate =
        new Aggregate(
            "p-1",
            60_000,
            120_000,
            3,
            2,
            1,
            0,
            0.5,
            0.1f,
            0.9f,
            Collections.nCopies(10, 0L),
            Map.of("m", 3L),
            Map.of(),
            1,
            true);

    assertThat(TopicValues.window(Messages.json(aggregate)))
        .isEqualTo(new WindowResult("p-1", 60_000, 120_000, 3, 2));
  }

  @Test
  void ofADeadLetterOnlyWhereItStoodAndWhyIsShown() {
    var letter =
        new DeadLetterRecord(
            "reviews",
            2,
            17,
            "parse",
            "not-json",
            "no JSON\nat all",
            1,
            1L,
            null,
            "x".getBytes(UTF_8),
            1,
            List.of(),
            true);

    assertThat(TopicValues.deadLetter(letter))
        .isEqualTo(new LostReview("not-json", "no JSON at all", "reviews", 2, 17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "[]",
        "{}",
        "{\"reviewId\":\"r\",\"productId\":\"p\",\"timestamp\":\"yesterday\"}",
        "{\"reviewId\":\"r\",\"productId\":\"p\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"score\":7,\"label\":\"POSITIVE\",\"modelVersion\":\"m\"}",
        "{\"reviewId\":\"r\",\"productId\":\"p\",\"timestamp\":\"2026-01-01T00:00:00Z\","
            + "\"score\":0.5,\"label\":\"GREAT\",\"modelVersion\":\"m\"}"
      })
  void whatIsNoEventIsRefused(String json) {
    assertThatThrownBy(() -> TopicValues.review(json.getBytes(UTF_8)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void textsAreOneLineOfBoundedLength() {
    assertThat(TopicValues.shortened("a\u0000b\n\n  c", 10)).isEqualTo("a b c");
    assertThat(TopicValues.shortened("1234567890", 10)).isEqualTo("1234567890");
    assertThat(TopicValues.shortened("12345678901", 10)).isEqualTo("123456789…");
    assertThat(TopicValues.shortened("12345678\uD83D\uDE00\uD83D\uDE00", 10))
        .as("no half of a surrogate pair")
        .isEqualTo("12345678…");
    assertThat(TopicValues.shortened("x".repeat(1_000_000), 400)).hasSize(400);
  }
}
