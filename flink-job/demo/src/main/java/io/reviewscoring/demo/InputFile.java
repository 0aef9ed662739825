package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of reviews, one a line or in a JSON array, plain or gzip, and what their {@code label}
 * fields say, by review id.
 */
final class InputFile {
  private static final byte[] LABEL = "\"label\"".getBytes(StandardCharsets.UTF_8);

  private final Path file;
  private final @Nullable Charset encoding;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Boolean> labels = new HashMap<>();
  private long sent;

  /**
   * A file that is not read yet.
   *
   * @param encoding what is sent is UTF-8, made of this; if null the bytes are sent as they are
   */
  InputFile(Path file, @Nullable Charset encoding) {
    this.file = file;
    this.encoding = encoding;
  }

  /** True for positive, by review id; filled by {@link #send}. */
  Map<String, Boolean> labels() {
    return labels;
  }

  /** Records that were sent. */
  long sent() {
    return sent;
  }

  /**
   * Looks at the beginning.
   *
   * @throws DatasetException if there is nothing to send
   */
  void check() throws IOException {
    try (FileRecords records = open()) {
      if (records.next() == null) {
        throw new DatasetException(file + ": nothing in it to send");
      }
    }
  }

  /**
   * Sends each record's bytes, to all partitions in turn.
   *
   * @return why the broker took a record not, null when it took all
   */
  @Nullable String send(Producer<byte[], byte[]> producer, String topic) throws IOException {
    AtomicReference<String> refusal = new AtomicReference<>();
    try (FileRecords records = open()) {
      for (byte[] record = records.next(); record != null; record = records.next()) {
        int partition = (int) (sent++ % DemoTopics.PARTITIONS);
        String where = records.where();
        readLabel(record);
        var unused =
            producer.send(
                new ProducerRecord<>(topic, partition, null, record),
                (metadata, problem) -> {
                  if (problem != null) {
                    refusal.compareAndSet(null, where + " was not taken: " + problem.getMessage());
                  }
                });
      }
    }
    producer.flush();
    return refusal.get();
  }

  private FileRecords open() throws IOException {
    return FileRecords.json(
        file.toString(), encoding == null ? TextFile.raw(file) : TextFile.open(file, encoding));
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
