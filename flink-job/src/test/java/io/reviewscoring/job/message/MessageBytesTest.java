package io.reviewscoring.job.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.explanation.WordEffect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records against the trees that Jackson would write of them. */
class MessageBytesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int RECORDS = 5_000;
  private static final List<Label> LABELS = List.of(Label.values());

  private final Random random = new Random(3);

  @Test
  void aSentimentEvent() throws Exception {
    for (int i = 0; i < RECORDS; i++) {
      SentimentEvent event =
          new SentimentEvent(
              text(),
              text(),
              instant(),
              random.nextFloat() * (random.nextBoolean() ? 1 : 1e-9f),
              LABELS.get(random.nextInt(LABELS.size())),
              maybe(text()),
              random.nextInt(),
              random.nextInt(600),
              random.nextBoolean(),
              text(),
              text(),
              maybe("candidate"),
              maybe(random.nextFloat()),
              maybe(text()),
              maybe(List.of(new WordEffect(text(), random.nextFloat() - 0.5f))),
              maybe(text()),
              new SourceCoordinates("reviews", 0, 0, 0));
      ObjectNode tree = MAPPER.createObjectNode();
      tree.put("reviewId", event.reviewId());
      tree.put("productId", event.productId());
      tree.put("timestamp", Instant.ofEpochMilli(event.timestamp()).toString());
      tree.put("score", event.score());
      tree.put("label", event.label().name());
      put(tree, "labelReason", event.labelReason());
      tree.put("tokens", event.tokens());
      tree.put("knownTokens", event.knownTokens());
      tree.put("truncated", event.truncated());
      tree.put("modelVersion", event.modelVersion());
      tree.put("modelSha256", event.modelSha256());
      put(tree, "role", event.role());
      if (event.previousScore() != null) {
        tree.put("previousScore", event.previousScore());
      }
      put(tree, "previousModel", event.previousModel());
      if (event.evidence() != null) {
        for (WordEffect each : event.evidence()) {
          tree.withArray("evidence")
              .addObject()
              .put("word", each.word())
              .put("effect", each.effect());
        }
      }
      put(tree, "text", event.text());
      assertSame(Messages.json(event), tree);
    }
  }

  @Test
  void anAggregate() throws Exception {
    for (int i = 0; i < RECORDS; i++) {
      List<Long> histogram = random.longs(random.nextInt(11), 0, 1L << 40).boxed().toList();
      Map<String, Long> models = new TreeMap<>();
      for (int model = random.nextInt(3); model > 0; model--) {
        models.put(text(), random.nextLong());
      }
      Aggregate aggregate =
          new Aggregate(
              text(),
              instant(),
              instant(),
              random.nextLong(),
              random.nextInt(),
              random.nextInt(),
              random.nextInt(),
              random.nextDouble(),
              random.nextFloat(),
              1,
              histogram,
              models,
              random.nextBoolean() ? models : Map.of(),
              random.nextInt(),
              random.nextBoolean());
      ObjectNode tree = MAPPER.createObjectNode();
      tree.put("productId", aggregate.productId());
      tree.put("windowStart", Instant.ofEpochMilli(aggregate.windowStart()).toString());
      tree.put("windowEnd", Instant.ofEpochMilli(aggregate.windowEnd()).toString());
      tree.put("count", aggregate.count());
      tree.put("positive", aggregate.positive());
      tree.put("negative", aggregate.negative());
      tree.put("uncertain", aggregate.uncertain());
      tree.put("meanScore", aggregate.meanScore());
      tree.put("minScore", aggregate.minScore());
      tree.put("maxScore", aggregate.maxScore());
      histogram.forEach(tree.putArray("histogram")::add);
      models.forEach(tree.putObject("models")::put);
      if (!aggregate.candidates().isEmpty()) {
        models.forEach(tree.putObject("candidates")::put);
      }
      tree.put("revision", aggregate.revision());
      tree.put("final", aggregate.isFinal());
      assertSame(Messages.json(aggregate), tree);
    }
  }

  @Test
  void aLateReviewsDeadLetter() throws Exception {
    for (int i = 0; i < RECORDS; i++) {
      DeadLetter letter =
          new DeadLetter(
              null,
              null,
              List.of(),
              text(),
              random.nextInt(),
              random.nextLong(),
              "window",
              text(),
              text(),
              instant(),
              maybe(text()),
              maybe(instant()));
      ObjectNode tree = MAPPER.createObjectNode();
      tree.put("topic", letter.topic());
      tree.put("partition", letter.partition());
      tree.put("offset", letter.offset());
      tree.put("stage", letter.stage());
      tree.put("reason", letter.reason());
      tree.put("error", letter.error());
      tree.put("payloadBytes", 0);
      tree.put("timestamp", Instant.ofEpochMilli(letter.timestamp()).toString());
      put(tree, "reviewId", letter.reviewId());
      if (letter.eventTimestamp() != null) {
        tree.put("eventTimestamp", Instant.ofEpochMilli(letter.eventTimestamp()).toString());
      }
      assertSame(Messages.json(letter), tree);
    }
  }

  @Test
  void aStatusAndACommand() {
    assertThat(
            Messages.json(
                new ModelStatus(
                    "v", ModelStatus.State.ACTIVE, null, 3L, 1L, 60_000L, "u", "s", 7L, 1)))
        .asString(UTF_8)
        .isEqualTo(
            "{\"version\":\"v\",\"state\":\"ACTIVE\",\"loadMillis\":3,"
                + "\"requestedFrom\":\"1970-01-01T00:00:00.001Z\","
                + "\"effectiveFrom\":\"1970-01-01T00:01:00Z\","
                + "\"uri\":\"u\",\"sha256\":\"s\",\"controlOffset\":7,\"subtask\":1}");
    assertThat(Messages.json(new ModelCommand("v", "u", "s", "x")))
        .asString(UTF_8)
        .isEqualTo(
            "{\"type\":\"ACTIVATE\",\"version\":\"v\",\"uri\":\"u\",\"sha256\":\"s\","
                + "\"effectiveFrom\":\"x\"}");
  }

  @Test
  void halfASurrogatePair() throws Exception {
    for (String text : List.of("a\ud800", "\ud800b", "\udc00", "\udc00\ud800 ")) {
      ObjectNode tree = MAPPER.createObjectNode();
      tree.put("type", "ACTIVATE");
      tree.put("version", text);
      tree.put("uri", "u");
      tree.put("sha256", "s");
      assertSame(Messages.json(new ModelCommand(text, "u", "s", null)), tree);
    }
  }

  private static void assertSame(byte[] json, ObjectNode tree) throws Exception {
    assertThat(json).isEqualTo(MAPPER.writeValueAsBytes(tree));
  }

  private static void put(ObjectNode tree, String field, @Nullable String value) {
    if (value != null) {
      tree.put(field, value);
    }
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  private long instant() {
    return random.nextLong() >> (8 + random.nextInt(56));
  }

  /** Now and then longer than a generator's buffers. */
  private String text() {
    int length = random.nextInt(20) == 0 ? 9_000 : random.nextInt(12);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int bound = random.nextInt(3) == 0 ? 0x4_0000 : 0x100;
      int c = random.nextInt(bound);
      text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '"' : c);
    }
    return text.toString();
  }
}
