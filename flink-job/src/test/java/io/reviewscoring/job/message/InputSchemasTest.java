package io.reviewscoring.job.message;

import static io.reviewscoring.job.message.TopicSchema.errors;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.ReviewParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputSchemasTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final long NOON = 1_700_000_000_123L;
  private static final ReviewParser PARSER =
      new ReviewParser(new ParseLimits(1000, Duration.ofMinutes(5)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'text': ''}",
        "{'timestamp': 0}",
        "{'timestamp': '1970-01-01T00:00:00Z'}",
        "{'timestamp': '2023-11-14T22:13:20.123456789Z'}",
        "{'timestamp': '2023-11-14T23:13:20+01:00'}",
        "{'language': 'en-GB', 'source': 'shop', 'stars': [5]}",
        "{'language': null, 'source': null}",
        "{'language': ''}",
        "{'language': 'und'}",
        "{'language': 'Norwegian Bokmål'}",
        "{'language': ' en-US '}",
        "{'language': 'de_DE.UTF-8@euro'}",
        "{'timestamp': 60000}",
        "{'source': 1}",
        "{'source': {'name': 'web'}}",
        "{'reviewId': 5, 'productId': -730}",
        "{'timestamp': 1700000000000.0}",
        "{'timestamp': '1700000000123'}",
        "{'timestamp': '2023-11-14T22:13Z'}",
        "{'timestamp': '2023-11-14 22:13:20,5+01'}",
        "{'timestamp': '20231114T221320Z'}"
      })
  void goodReviewsFitTheSchemaAndTheParser(String changes) throws IOException {
    ObjectNode review = review(changes);
    assertThat(errors("reviews", review)).isEmpty();
    assertThat(parse(review).review()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reviewId': null}",
        "{'reviewId': ' \\t'}",
        "{'reviewId': 5.5}",
        "{'productId': ''}",
        "{'productId': 'half \\ud800 pair'}",
        "{'text': null}",
        "{'text': ['a']}",
        "{'timestamp': null}",
        "{'timestamp': -1}",
        "{'timestamp': 1700000000}",
        "{'timestamp': 1700000000.5}",
        "{'timestamp': 20513}",
        "{'timestamp': 2026}",
        "{'timestamp': 9223372036854775808}",
        "{'timestamp': '1700000000'}",
        "{'timestamp': '2023-11-14'}",
        "{'timestamp': '2023-11-14T22:13:20'}",
        "{'timestamp': '2023-13-14T22:13:20Z'}",
        "{'timestamp': '1969-12-31T23:59:59Z'}",
        "{'language': 'e'}",
        "{'language': 7}",
        "{'language': 'en, fr'}"
      })
  void badReviewsFitNeitherTheSchemaNorTheParser(String changes) throws IOException {
    ObjectNode review = review(changes);
    assertThat(errors("reviews", review)).isNotEmpty();
    assertThat(parse(review).deadLetter()).isNotNull();
  }

  @Test
  void anIdHasAtMost512Characters() throws IOException {
    for (int length : List.of(512, 513)) {
      ObjectNode review = review("{}").put("reviewId", "x".repeat(length));
      boolean read = parse(review).review() != null;
      assertThat(errors("reviews", review).isEmpty()).isEqualTo(length == 512).isEqualTo(read);
    }
  }

  @Test
  void aReviewNeedsItsFourFields() throws IOException {
    for (String field : List.of("reviewId", "productId", "text", "timestamp")) {
      ObjectNode review = review("{}");
      review.remove(field);
      assertThat(errors("reviews", review)).as(field).isNotEmpty();
      assertThat(parse(review).review()).as(field).isNull();
    }
  }

  @Test
  void modelCommandsFitWithAndWithoutAnInstant() throws Exception {
    for (String from : new @Nullable String[] {null, "2026-01-01T00:00:00Z"}) {
      byte[] json = Messages.json(new ModelCommand("v2", "/models/v2.zip", SHA256, from));
      assertThat(errors("model-control", json)).isEmpty();
    }
    ObjectNode free = command("{'effectiveFrom': null, 'author': 'me'}");
    assertThat(errors("model-control", free)).isEmpty();
    assertThat(Messages.modelCommand(TopicSchema.bytes(free)).effectiveFrom()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'DELETE'}",
        "{'type': null}",
        "{'version': ' '}",
        "{'version': 2}",
        "{'version': 'a\\nb'}",
        "{'uri': ''}",
        "{'uri': null}",
        "{'sha256': 'abc'}",
        "{'effectiveFrom': 1700000000123}",
        "{'effectiveFrom': 'now'}",
        "{'effectiveFrom': '2026-01-01'}"
      })
  void badModelCommandsDoNotFit(String changes) throws IOException {
    assertThat(errors("model-control", command(changes))).isNotEmpty();
  }

  /** A good review with changes to its fields, which have single quotes. */
  private static ObjectNode review(String changes) throws IOException {
    ObjectNode review = changes("{'reviewId': 'r1', 'productId': 'p1', 'text': 'Fine.'}");
    review.put("timestamp", NOON);
    review.setAll(changes(changes));
    return review;
  }

  private static ObjectNode command(String changes) throws IOException {
    ObjectNode command =
        TopicSchema.object(Messages.json(new ModelCommand("v2", "/v2.zip", SHA256, null)));
    command.setAll(changes(changes));
    return command;
  }

  private static ObjectNode changes(String json) throws IOException {
    return TopicSchema.object(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Parsed parse(ObjectNode review) throws IOException {
    SourceCoordinates origin = new SourceCoordinates("reviews", 0, 7, NOON);
    return PARSER.parse(new SourceRecord(null, TopicSchema.bytes(review), origin));
  }
}
