package io.reviewscoring.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.message.Review;
import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import io.reviewscoring.job.parse.ParseLimits;
import io.reviewscoring.job.parse.RecordJson;
import io.reviewscoring.job.parse.ReviewParser;
import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.FileRecords;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of reviews, one a line or in a JSON array, plain or gzip, and what the {@code label}
 * fields beside them say, by review id.
 */
final class InputFile {
  private static final byte[] LABEL = "\"label\"".getBytes(StandardCharsets.UTF_8);

  private static final int LOOKED_AT = 100;

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
   * @throws DatasetException if there is nothing to send, or no JSON object
   */
  void check() throws IOException {
    try (FileRecords records = open()) {
      byte[] record = records.next();
      if (record == null) {
        throw new DatasetException(file + ": nothing in it to send");
      }
      for (int i = 0; i < LOOKED_AT && record != null; i++) {
        if (isJson(record)) {
          return;
        }
        record = records.next();
      }
    }
    throw new DatasetException(
        file
            + ": its first lines hold no JSON, and one JSON object a line is needed; `./review-scoring"
            + " check --input "
            + file
            + "` says more");
  }

  /** As the job reads it; an array is told by its dead letter. */
  private static boolean isJson(byte[] record) throws IOException {
    try (JsonParser json = RecordJson.open(record)) {
      JsonToken first = json.nextToken();
      json.skipChildren();
      return first != null && first.isStructStart();
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * Sends each record's bytes to the topic of reviews, to all partitions in turn.
   *
   * @param config with the topic and the reviews' form
   * @return why the broker took a record not, null when it took all
   */
  @Nullable String send(Producer<byte[], byte[]> producer, JobConfig config) throws IOException {
    AtomicReference<String> refusal = new AtomicReference<>();
    String topic = config.reviewsTopic();
    ReviewParser parser =
        new ReviewParser(
            config.reviewsForm(),
            new ParseLimits(config.reviewMaxChars(), config.timestampMaxAhead()));
    try (FileRecords records = open()) {
      for (byte[] record = records.next(); record != null; record = records.next()) {
        int partition = (int) (sent++ % DemoTopics.PARTITIONS);
        String where = records.where();
        if (contains(record, LABEL)) {
          long now = Instant.now().toEpochMilli();
          var origin = new SourceCoordinates(topic, partition, sent, now);
          readLabel(parser, new SourceRecord(null, record, origin));
        }
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

  private void readLabel(ReviewParser parser, SourceRecord record) throws IOException {
    Review review = parser.parse(record).review();
    if (review == null) {
      return; // The job says why.
    }
    try (JsonParser json = RecordJson.open(Objects.requireNonNull(record.value()))) {
      JsonNode node = mapper.readTree(json);
      Boolean positive = positive(node.path("label").asText());
      if (positive != null) {
        labels.put(review.reviewId(), positive);
      }
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
