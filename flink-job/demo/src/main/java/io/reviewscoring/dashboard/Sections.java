package io.reviewscoring.dashboard;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.model.explanation.WordEffect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The board as the page's sections, each a JSON object in one line. A section that did not change
 * has the same text as before. Thread-safe.
 */
final class Sections {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String bootstrapServers;

  Sections(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** All sections by name, in the order in which a page is to get them. */
  Map<String, String> of(Board.Reading reading, StreamHealth.Finding finding) {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("stream", text(stream(reading, finding)));
    sections.put("models", text(models(reading)));
    ObjectNode experiment = MAPPER.createObjectNode();
    ExperimentSection.write(experiment, reading.experiment(), reading.compared());
    sections.put("experiment", text(experiment));
    sections.put("rate", text(rate(reading, finding)));
    sections.put("scores", text(scores(reading)));
    sections.put("products", text(products(reading)));
    sections.put("deadLetters", text(deadLetters(reading)));
    sections.put("reviews", text(reviews(reading)));
    return sections;
  }

  private ObjectNode stream(Board.Reading reading, StreamHealth.Finding finding) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("state", finding.state().name())
            .put("since", finding.since())
            .put("words", finding.words())
            .put("now", reading.now())
            .put("broker", bootstrapServers)
            .put("historySeconds", reading.history().toSeconds())
            .put("unreadable", reading.unreadable());
    if (reading.wholeFrom() > reading.now()) {
      node.put("wholeFrom", reading.wholeFrom());
    }
    Board.Notice notice = reading.notice();
    if (notice != null) {
      node.putObject("notice").put("at", notice.at()).put("words", notice.words());
    }
    return node;
  }

  private static ObjectNode rate(Board.Reading reading, StreamHealth.Finding finding) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("from", reading.rate().from())
            .put("step", reading.rate().step())
            .put(
                "latest",
                finding.state() == StreamHealth.State.SILENT
                    ? 0
                    : rounded(reading.rate().latest()));
    ArrayNode series = node.putArray("perSecond");
    for (double value : reading.rate().perSecond()) {
      series.add(rounded(value));
    }
    ArrayNode stretches = node.putArray("models");
    for (RoleCourse.Stretch stretch : reading.roles().stretches()) {
      stretches
          .addObject()
          .put("role", stretch.role())
          .put("version", stretch.version())
          .put("share", stretch.share())
          .put("from", stretch.from())
          .put("to", stretch.to());
    }
    ArrayNode endings = node.putArray("endings");
    for (RoleCourse.Ending ending : reading.roles().endings()) {
      endings
          .addObject()
          .put("type", ending.kind().name())
          .put("version", ending.version())
          .put("at", ending.at());
    }
    return node;
  }

  private static ObjectNode scores(Board.Reading reading) {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode bins = node.putArray("bins");
    reading.bins().forEach(bins::add);
    put(node.putObject("labels"), reading.labels());
    return node;
  }

  private static ObjectNode products(Board.Reading reading) {
    ObjectNode node = MAPPER.createObjectNode().put("minReviews", Board.MIN_REVIEWS);
    if (reading.leftOut() > 0) {
      node.put("leftOut", reading.leftOut()).put("remembered", Board.MAX_PRODUCTS);
    }
    reading.windowStarts().forEach(node.putArray("windows")::add);
    if (reading.newestThird() != null) {
      node.put("newestThird", reading.newestThird());
    }
    ArrayNode courses = node.putArray("courses");
    for (ProductShares.Course course : reading.courses()) {
      ObjectNode product =
          courses
              .addObject()
              .put("productId", course.productId())
              .put("count", course.count())
              .put("positive", course.positive());
      if (course.missing() > 0) {
        product.put("missing", course.missing());
      }
      ArrayNode shares = product.putArray("shares");
      for (Double share : course.shares()) {
        shares.add(share == null ? null : Double.valueOf(rounded(share)));
      }
    }
    ArrayNode souring = node.putArray("souring");
    for (ProductShares.Change change : reading.souring()) {
      souring
          .addObject()
          .put("productId", change.productId())
          .put("before", rounded(change.before()))
          .put("after", rounded(change.after()))
          .put("countBefore", change.countBefore())
          .put("countAfter", change.countAfter());
    }
    return node;
  }

  private static ObjectNode models(Board.Reading reading) {
    ObjectNode node = MAPPER.createObjectNode();
    putText(node, "inForce", reading.inForce());
    if (reading.inForceSince() != null) {
      node.put("inForceSince", reading.inForceSince());
    }
    put(node.putObject("reviews"), reading.versions());
    ArrayNode activations = node.putArray("activations");
    for (ModelHistory.Activation activation : reading.activations()) {
      ObjectNode each =
          activations
              .addObject()
              .put("version", activation.version())
              .put("phase", activation.phase().name())
              .put("subtasks", activation.subtasks())
              .put("loadMillis", activation.loadMillis());
      if (activation.requestedFrom() != null) {
        each.put("requestedFrom", activation.requestedFrom());
      }
      if (activation.effectiveFrom() != null) {
        each.put("effectiveFrom", activation.effectiveFrom());
      }
      RoleChange change = activation.change();
      if (change != null) {
        each.put("type", change.kind().name()).put("share", change.share());
        putText(each, "experiment", change.experiment());
      }
      String reason = activation.reason();
      putText(
          each,
          "reason",
          reason == null ? null : TopicValues.shortened(reason, TopicValues.TEXT_CHARS));
    }
    return node;
  }

  private static ObjectNode deadLetters(Board.Reading reading) {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode reasons = node.putArray("reasons");
    reading
        .reasons()
        .forEach(
            (reason, count) -> {
              ObjectNode each = reasons.addObject().put("reason", reason).put("count", count);
              LostReview last = reading.lastLost().get(reason);
              if (last != null) {
                each.put("error", last.error())
                    .put("topic", last.topic())
                    .put("partition", last.partition())
                    .put("offset", last.offset());
              }
            });
    return node;
  }

  private static ObjectNode reviews(Board.Reading reading) {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode newest = node.putArray("newest");
    for (Board.Arrived arrived : reading.newest()) {
      ScoredReview review = arrived.review();
      ObjectNode each =
          newest
              .addObject()
              .put("reviewId", review.reviewId())
              .put("productId", review.productId())
              .put("timestamp", review.timestamp())
              .put("scoredAt", arrived.at())
              .put("score", rounded(review.score()))
              .put("label", review.label().name())
              .put("tokens", review.tokens())
              .put("knownTokens", review.knownTokens())
              .put("modelVersion", review.modelVersion());
      putText(each, "labelReason", review.labelReason());
      if (review.previousScore() != null) {
        each.put("previousScore", rounded(review.previousScore()));
      }
      if (!review.evidence().isEmpty()) {
        ArrayNode words = each.putArray("evidence");
        for (WordEffect word : review.evidence()) {
          words.addObject().put("word", word.word()).put("effect", rounded(word.effect()));
        }
      }
      putText(each, "text", review.text());
    }
    return node;
  }

  private static void put(ObjectNode node, Map<String, Long> counts) {
    counts.forEach(node::put);
  }

  private static void putText(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** To what a page can show. */
  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("a section has no JSON form", e);
    }
  }
}
