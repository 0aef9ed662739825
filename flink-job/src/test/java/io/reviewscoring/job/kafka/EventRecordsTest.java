package io.reviewscoring.job.kafka;

import static io.reviewscoring.job.kafka.LongReasonTest.kafkasSize;
import static io.reviewscoring.job.kafka.OutputRecordsTest.NO_CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.ScoredBeside;
import io.reviewscoring.job.message.SentimentEvent;
import io.reviewscoring.job.message.SourceCoordinates;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {
  private static final int LIMIT = (int) RecordLimit.NEEDED;

  private final EventRecords records = records();

  private static EventRecords records() {
    try {
      JobConfig config = JobConfig.parse("--bootstrap.servers=localhost:9092");
      return new EventRecords(config, "run").within(LIMIT);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ä", "€", "\uD83D\uDE00", "a\uD83D\uDE00", "\"", "\n", "\u0001x"})
  void aTextThatDoesNotFitIsCutAndAHeaderSaysSo(String part) throws Exception {
    String text = part.repeat(2 * LIMIT);
    for (int length = text.length() - 3; length < text.length(); length++) {
      String whole = text.substring(0, length);

      ProducerRecord<byte[], byte[]> record = written(whole);

      assertThat(kafkasSize(record)).isLessThanOrEqualTo(LIMIT);
      assertThat(DeadLetterHeaders.text(record.headers(), "review-scoring.truncated"))
          .isEqualTo("text");
      String kept = new ObjectMapper().readTree(record.value()).get("text").textValue();
      assertThat(whole).startsWith(kept);
      if (part.length() == 1 && part.charAt(0) >= 'a') {
        assertThat(kafkasSize(record)).isGreaterThan(LIMIT - 50);
      }
    }
  }

  @Test
  void whatFitsIsAsItWas() {
    for (String text : new String[] {null, "", "a".repeat(LIMIT - 1_000)}) {
      assertThat(written(text).headers()).hasSize(1);
    }
  }

  /** With the longest ids, of characters that take most. */
  @Test
  void whereNothingOfATextFitsTheEventDoes() {
    String id = "\u0001".repeat(512);

    ProducerRecord<byte[], byte[]> record =
        records.serialize(event(id, "a".repeat(LIMIT)), NO_CONTEXT, null);

    assertThat(kafkasSize(record)).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void whatScoredBesideGoesToATopicOfItsOwn() throws Exception {
    EventRecords all =
        new EventRecords(
            JobConfig.parse("--bootstrap.servers=localhost:9092", "--output.shadow-events"), null);
    for (String role : new String[] {null, "candidate"}) {
      assertThat(all.serialize(event("r", null, role), NO_CONTEXT, null).topic())
          .isEqualTo("review-sentiment");
    }
    for (String role : new String[] {ScoredBeside.SHADOW, ScoredBeside.IN_FORCE}) {
      assertThat(all.serialize(event("r", null, role), NO_CONTEXT, null).topic())
          .isEqualTo("review-sentiment-shadow");
    }
  }

  private ProducerRecord<byte[], byte[]> written(@Nullable String text) {
    return records.serialize(event("r", text), NO_CONTEXT, 1L);
  }

  private static SentimentEvent event(String id, @Nullable String text) {
    return event(id, text, null);
  }

  private static SentimentEvent event(String id, @Nullable String text, @Nullable String role) {
    return new SentimentEvent(
        id,
        id,
        0,
        0.5f,
        Label.UNCERTAIN,
        null,
        1,
        1,
        false,
        "v",
        "0".repeat(64),
        role,
        null,
        null,
        null,
        text,
        new SourceCoordinates("reviews", 0, 0, 0));
  }
}
