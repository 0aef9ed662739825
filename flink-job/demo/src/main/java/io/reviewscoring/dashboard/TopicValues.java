package io.reviewscoring.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.message.JsonObjects;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.model.explanation.WordEffect;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the page needs from the output topics' JSON. Texts come from the internet and are of
 * any length: they are shortened and lose their control characters here. Thread-safe.
 */
final class TopicValues {
  /** Characters of a review's text, or of an error, that reach the page. */
  static final int TEXT_CHARS = 400;

  /** Characters of an identity that reach the page. */
  static final int NAME_CHARS = 120;

  /** Characters of a word that reach the page. */
  static final int WORD_CHARS = 40;

  /** How many words of a review reach the page. */
  static final int WORDS = 10;

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");

  private TopicValues() {}

  /** A record of {@code review-sentiment}. */
  static ScoredReview review(byte[] json) throws MalformedMessageException {
    JsonNode node = JsonObjects.read(MAPPER, json);
    String text = node.path("text").textValue();
    return new ScoredReview(
        name(node, "reviewId"),
        name(node, "productId"),
        instant(node, "timestamp"),
        share(node, "score"),
        label(name(node, "label")),
        node.hasNonNull("labelReason") ? name(node, "labelReason") : null,
        node.path("tokens").asInt(),
        node.path("knownTokens").asInt(),
        name(node, "modelVersion"),
        node.hasNonNull("previousScore") ? Double.valueOf(share(node, "previousScore")) : null,
        evidence(node.path("evidence")),
        text == null ? null : shortened(text, TEXT_CHARS));
  }

  private static List<WordEffect> evidence(JsonNode words) throws MalformedMessageException {
    List<WordEffect> evidence = new ArrayList<>();
    for (int i = 0; i < Math.min(WORDS, words.size()); i++) {
      // A model's word may be a lone carriage return: nothing to show, and no reason to show less.
      JsonNode named = words.path(i).path("word");
      if (named.isTextual() && named.asText().isBlank()) {
        continue;
      }
      String word = shortened(name(words.path(i), "word"), WORD_CHARS);
      double effect = words.path(i).path("effect").asDouble(Double.NaN);
      if (!(Math.abs(effect) <= 1)) {
        throw new MalformedMessageException("'effect' is not between -1 and 1");
      }
      evidence.add(new WordEffect(word, (float) effect));
    }
    return evidence;
  }

  /** A record of {@code sentiment-aggregates}. */
  static WindowResult window(byte[] json) throws MalformedMessageException {
    JsonNode node = JsonObjects.read(MAPPER, json);
    return new WindowResult(
        name(node, "productId"),
        instant(node, "windowStart"),
        instant(node, "windowEnd"),
        count(node, "count"),
        count(node, "positive"));
  }

  /** A dead letter without what it was. */
  static LostReview deadLetter(DeadLetterRecord letter) {
    return new LostReview(
        shortened(letter.reason(), NAME_CHARS),
        shortened(letter.error(), TEXT_CHARS),
        shortened(letter.topic(), NAME_CHARS),
        letter.partition(),
        letter.offset());
  }

  /** At most so many characters in one line, an ellipsis where something is left out. */
  static String shortened(String text, int maxChars) {
    // No more than what can be shown is looked at.
    String begin = text.substring(0, Math.min(text.length(), 2 * maxChars));
    String line = CONTROL.matcher(begin).replaceAll(" ").strip();
    if (line.length() <= maxChars && begin.length() == text.length()) {
      return line;
    }
    int end = Math.min(line.length(), maxChars - 1);
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + "…";
  }

  private static String name(JsonNode node, String field) throws MalformedMessageException {
    String value = node.path(field).textValue();
    if (value == null || value.isBlank()) {
      throw new MalformedMessageException("'" + field + "' is missing or not a text");
    }
    return shortened(value, NAME_CHARS);
  }

  private static long instant(JsonNode node, String field) throws MalformedMessageException {
    try {
      return Instant.parse(node.path(field).asText()).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new MalformedMessageException("'" + field + "' is no instant");
    }
  }

  private static double share(JsonNode node, String field) throws MalformedMessageException {
    double value = node.path(field).asDouble(-1);
    if (value < 0 || value > 1) {
      throw new MalformedMessageException("'" + field + "' is not between 0 and 1");
    }
    return value;
  }

  private static long count(JsonNode node, String field) throws MalformedMessageException {
    long value = node.path(field).asLong(-1);
    if (value < 0) {
      throw new MalformedMessageException("'" + field + "' is no count");
    }
    return value;
  }

  private static Label label(@Nullable String name) throws MalformedMessageException {
    for (Label label : Label.values()) {
      if (label.name().equals(name)) {
        return label;
      }
    }
    throw new MalformedMessageException("unknown label");
  }
}
