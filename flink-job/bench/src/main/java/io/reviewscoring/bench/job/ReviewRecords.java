package io.reviewscoring.bench.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The JSON of reviews, put together from parts that are made once: filling must not be slow. */
final class ReviewRecords {
  private static final int PRODUCTS = 20;

  /** Each text as a JSON string, in UTF-8. */
  private final List<byte[]> texts = new ArrayList<>();

  ReviewRecords(List<String> texts) {
    ObjectMapper mapper = new ObjectMapper();
    for (String text : texts) {
      try {
        this.texts.add(mapper.writeValueAsBytes(text));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The key of a review's record, and of its event's. */
  static byte[] id(int review) {
    return utf8("r" + review);
  }

  /** The number in a key. */
  static int number(byte[] id) {
    return Integer.parseInt(new String(id, 1, id.length - 1, StandardCharsets.UTF_8));
  }

  /**
   * A review.
   *
   * @param timestamp event time, epoch milliseconds
   */
  byte[] json(int review, long timestamp) {
    byte[] head =
        utf8(
            "{\"reviewId\":\"r"
                + review
                + "\",\"productId\":\"film-"
                + review % PRODUCTS
                + "\",\"timestamp\":"
                + timestamp
                + ",\"text\":");
    byte[] text = texts.get(review % texts.size());
    return ByteBuffer.allocate(head.length + text.length + 1)
        .put(head)
        .put(text)
        .put((byte) '}')
        .array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
