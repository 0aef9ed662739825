package io.reviewscoring.job.message;

import static io.reviewscoring.job.message.TopicSchema.errors;
import static io.reviewscoring.job.message.TopicSchema.fields;
import static io.reviewscoring.job.message.TopicSchema.schema;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.aggregate.ProductWindows;
import io.reviewscoring.job.aggregate.Rating;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.model.explanation.WordEffect;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final long NOON = 1_700_000_000_123L;
  private static final SourceCoordinates ORIGIN = new SourceCoordinates("reviews", 0, 7, NOON);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reviews",
        "review-sentiment",
        "sentiment-aggregates",
        "model-comparison",
        "model-control",
        "model-status",
        "review-dead-letters"
      })
  void everySchemaIsOneAndDescribesEachField(String topic) throws IOException {
    JsonNode schema = schema(topic);
    assertThat(TopicSchema.errorsOfSchema(schema)).isEmpty();
    assertThat(schema.get("properties"))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field.path("description").asText()).isNotBlank());
  }

  @Test
  void sentimentEventsFitWithAndWithoutOptionalFields() throws IOException {
    assertThat(errors("review-sentiment", Messages.json(event(Label.POSITIVE, null, null, null))))
        .isEmpty();
    byte[] whole =
        Messages.json(event(Label.UNCERTAIN, "fewer than 3 known tokens", 0.25f, "Fine."));
    assertThat(errors("review-sentiment", whole)).isEmpty();
    assertThat(fields(TopicSchema.tree(whole)))
        .hasSameElementsAs(fields(schema("review-sentiment").get("properties")));
  }

  @Test
  void aLabelWithAReasonIsUncertain() throws IOException {
    assertThat(errors("review-sentiment", Messages.json(event(Label.POSITIVE, "odd", null, null))))
        .isNotEmpty();
  }

  @Test
  void evidenceIsWordsWithTheirEffects() throws IOException {
    ObjectNode event =
        TopicSchema.object(Messages.json(event(Label.NEGATIVE, null, null, "Fine.")));
    assertThat(event.get("evidence").toString())
        .isEqualTo("[{\"word\":\"fine\",\"effect\":-1.0E-8}]");
    event.putArray("evidence");
    assertThat(errors("review-sentiment", event)).as("no word has an effect").isEmpty();
    event.withArray("evidence").addObject().put("word", "fine").put("effect", 1.5);
    assertThat(errors("review-sentiment", event)).isNotEmpty();
  }

  @Test
  void aggregatesFit() throws IOException {
    byte[] json = Messages.json(aggregate(10));
    assertThat(errors("sentiment-aggregates", json)).isEmpty();
    assertThat(fields(TopicSchema.tree(json)))
        .hasSameElementsAs(fields(schema("sentiment-aggregates").get("properties")));
    assertThat(errors("sentiment-aggregates", Messages.json(aggregate(9)))).isNotEmpty();
  }

  @Test
  void comparisonsFitWithAndWithoutLateness() throws IOException {
    assertThat(errors("model-comparison", ComparisonJson.of(comparison(false)))).isEmpty();
    byte[] whole = ComparisonJson.of(comparison(true));
    assertThat(errors("model-comparison", whole)).isEmpty();
    assertThat(fields(TopicSchema.tree(whole)))
        .hasSameElementsAs(fields(schema("model-comparison").get("properties")));
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void statusRecordsFitInEveryState(State state) throws IOException {
    for (ModelStatus status : statuses(state)) {
      for (ModelStatus written :
          List.of(status, status.withControlTopicId("SNtl7PKdRzSOlPjLpCWeXw").withJob("a"))) {
        assertThat(errors("model-status", Messages.json(written))).as("%s", written).isEmpty();
      }
    }
  }

  @Test
  void statusRecordsNeedWhatTheirStateTells() throws IOException {
    for (State state : State.values()) {
      ModelStatus bare = new ModelStatus("v1", state, null, null, null, null, null, null, 3, null);
      assertThat(errors("model-status", Messages.json(bare))).as("%s", state).isNotEmpty();
    }
  }

  @Test
  void aLateReviewsLetterFits() throws IOException {
    assertThat(errors("review-dead-letters", Messages.json(late()))).isEmpty();
  }

  private static DeadLetter late() {
    return ProductWindows.late(Rating.of(event(Label.NEGATIVE, null, null, null)));
  }

  @Test
  void outputsHaveNoOtherFields() throws IOException {
    Map<String, byte[]> outputs =
        Map.of(
            "review-sentiment", Messages.json(event(Label.POSITIVE, null, null, null)),
            "sentiment-aggregates", Messages.json(aggregate(10)),
            "model-comparison", ComparisonJson.of(comparison(false)),
            "model-status", Messages.json(statuses(State.ACTIVE).get(0)),
            "review-dead-letters", Messages.json(late()));
    for (Map.Entry<String, byte[]> output : outputs.entrySet()) {
      ObjectNode more = TopicSchema.object(output.getValue()).put("more", 1);
      assertThat(errors(output.getKey(), more)).as(output.getKey()).isNotEmpty();
      for (JsonNode field : schema(output.getKey()).get("required")) {
        ObjectNode less = TopicSchema.object(output.getValue());
        less.remove(field.asText());
        assertThat(errors(output.getKey(), less)).as("without %s", field).isNotEmpty();
      }
    }
  }

  /** The forms in which the gate and the score subtasks write a state. */
  private static List<ModelStatus> statuses(State state) {
    return switch (state) {
      case ACCEPTED ->
          List.of(
              new ModelStatus("v1", state, null, null, null, NOON, "/v1.zip", SHA256, 3, null),
              new ModelStatus("v1", state, null, null, 0L, 0L, "/v1.zip", SHA256, -1, null));
      case REJECTED ->
          List.of(
              new ModelStatus(
                  "v1", state, "no such file", null, NOON, null, "/v1.zip", "ABC", 3, null),
              new ModelStatus("unknown", state, "not JSON", null, null, null, "", "", 4, null));
      case ACTIVE ->
          List.of(new ModelStatus("v1", state, null, 12L, null, NOON, null, SHA256, 3, 0));
      case STALLED ->
          List.of(
              new ModelStatus(
                  "v1", state, "no store", null, NOON, null, "/v1.zip", SHA256, 3, null),
              new ModelStatus(
                  "initial", state, "no store", null, null, null, "/v1.zip", "", -1, null),
              new ModelStatus("v1", state, "no archive", null, null, NOON, null, SHA256, 3, 1));
    };
  }

  private static SentimentEvent event(
      Label label, @Nullable String labelReason, @Nullable Float previous, @Nullable String text) {
    return new SentimentEvent(
        "r1",
        "p1",
        NOON,
        1e-5f,
        label,
        labelReason,
        5,
        4,
        false,
        "v1",
        SHA256,
        previous == null ? null : "candidate",
        previous,
        previous == null ? null : "v0",
        text == null ? null : List.of(new WordEffect("fine", -1e-8f)),
        text,
        ORIGIN);
  }

  private static Comparison comparison(boolean late) {
    return new Comparison(
        new ModelPair("stars-2", "v1", "v2", ScoredBeside.SHADOW),
        NOON - NOON % 60_000,
        NOON - NOON % 60_000 + 60_000,
        2,
        0.125,
        -0.125,
        0.25,
        List.of(1L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L),
        1,
        0.09453120573423074,
        0.9054687942657693,
        List.of(new MostDifferent("r3", -0.25), new MostDifferent("r2", 0)),
        late ? 0 : 1,
        !late,
        late);
  }

  private static Aggregate aggregate(int bins) {
    return new Aggregate(
        "p1",
        NOON - NOON % 60_000,
        NOON - NOON % 60_000 + 60_000,
        2,
        1,
        0,
        1,
        0.75,
        0.5f,
        1.0f,
        Collections.nCopies(bins, 0L),
        Map.of("v1", 2L),
        Map.of("v1", 1L),
        1,
        true);
  }
}
