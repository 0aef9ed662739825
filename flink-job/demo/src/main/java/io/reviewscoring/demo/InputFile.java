package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A file of reviews, one a line, and what its lines' {@code label} fields say, by review id. */
final class InputFile {
  private static final byte[] LABEL = "\"label\"".getBytes(StandardCharsets.UTF_8);

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Boolean> labels = new HashMap<>();
  private long sent;

  /** True for positive, by review id; filled by {@link #send}. */
  Map<String, Boolean> labels() {
    return labels;
  }

  /** Records that were sent. */
  long sent() {
    return sent;
  }

  /**
   * Sends each line's bytes as they are, to all partitions in turn.
   *
   * @return why the broker took a line not, null when it took all
   */
  @Nullable String send(Path file, Producer<byte[], byte[]> producer, String topic)
      throws IOException {
    AtomicReference<String> refusal = new AtomicReference<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      for (byte[] line = line(in); line != null; line = line(in)) {
        long number = sent++;
        readLabel(line);
        var unused =
            producer.send(
                new ProducerRecord<>(topic, (int) (number % DemoTopics.PARTITIONS), null, line),
                (metadata, problem) -> {
                  if (problem != null) {
                    refusal.compareAndSet(
                        null, "line " + (number + 1) + " was not taken: " + problem.getMessage());
                  }
                });
      }
    }
    producer.flush();
    return refusal.get();
  }

  /** The next line without its end; null after the last one. */
  private static byte @Nullable [] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return line.toByteArray();
  }

  private void readLabel(byte[] line) {
    if (!contains(line, LABEL)) {
      return;
    }
    try {
      JsonNode node = mapper.readTree(line);
      Boolean positive = positive(node.path("label").asText());
      if (positive != null && node.path("reviewId").isTextual()) {
        labels.put(node.path("reviewId").textValue(), positive);
      }
    } catch (IOException e) {
      // Not JSON: the job says so.
    }
  }

  private static @Nullable Boolean positive(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "pos", "positive", "1", "true" -> Boolean.TRUE;
      case "neg", "negative", "0", "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static boolean contains(byte[] line, byte[] part) {
    for (int start = 0; start <= line.length - part.length; start++) {
      int matched = 0;
      while (matched < part.length && line[start + matched] == part[matched]) {
        matched++;
      }
      if (matched == part.length) {
        return true;
      }
    }
    return false;
  }
}
