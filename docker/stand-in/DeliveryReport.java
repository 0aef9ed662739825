import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.message.MalformedMessageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares the reviews in the topic with the events that a read-committed consumer sees: each
 * version of a review, its id and timestamp, is to have one event; what a dead letter names has
 * none. Exit code 0 when it is so, 3 when events are missing, 1 when there are too many.
 *
 * <p>Run as a source file: java -cp review-scoring-job.jar DeliveryReport.java HOST:PORT
 */
final class DeliveryReport {
  private final String bootstrapServers;
  private final ObjectMapper mapper = new ObjectMapper();

  private DeliveryReport(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  public static void main(String[] args) throws Exception {
    System.exit(new DeliveryReport(args[0]).run());
  }

  private int run() throws IOException, MalformedMessageException {
    Set<String> refused = new HashSet<>();
    Map<String, Integer> deadLetters = new TreeMap<>();
    for (var record : records("review-dead-letters")) {
      DeadLetterRecord.of(record)
          .ifPresent(
              letter -> {
                deadLetters.merge(letter.reason(), 1, Integer::sum);
                if (!letter.isLate()) {
                  refused.add(place(letter.partition(), letter.offset()));
                }
              });
    }
    Set<String> reviews = new HashSet<>();
    int sent = 0;
    int repeats = 0;
    int unanswered = 0;
    for (var record : records("reviews")) {
      sent++;
      if (refused.contains(place(record.partition(), record.offset()))) {
        continue;
      }
      try {
        if (!reviews.add(version(mapper.readTree(record.value())))) {
          repeats++;
        }
      } catch (IOException | RuntimeException e) {
        // No review, and its dead letter is still to come.
        unanswered++;
      }
    }
    Map<String, Integer> events = new HashMap<>();
    Map<String, Integer> models = new TreeMap<>();
    for (var record : records("review-sentiment")) {
      JsonNode event = mapper.readTree(record.value());
      events.merge(version(event), 1, Integer::sum);
      models.merge(event.get("modelVersion").asText(), 1, Integer::sum);
    }
    long lost =
        unanswered + reviews.stream().filter(review -> !events.containsKey(review)).count();
    long twice = events.values().stream().mapToInt(count -> count - 1).sum();
    long unknown = events.keySet().stream().filter(event -> !reviews.contains(event)).count();
    System.out.println("records sent      " + sent);
    System.out.println(
        "of them reviews   %d, repeats %d, refused %d"
            .formatted(reviews.size(), repeats, refused.size()));
    int scored = events.values().stream().mapToInt(count -> count).sum();
    System.out.println("events            " + scored + " " + models);
    System.out.println("dead letters      " + deadLetters);
    System.out.println("lost " + lost + ", twice " + twice + ", unknown " + unknown);
    return twice + unknown > 0 ? 1 : lost > 0 ? 3 : 0;
  }

  private static String place(int partition, long offset) {
    return partition + "/" + offset;
  }

  private static String version(JsonNode review) {
    Instant timestamp = Instant.parse(review.get("timestamp").asText());
    return review.get("reviewId").asText() + " " + timestamp.toEpochMilli();
  }

  /** All that is committed in a topic up to its end. */
  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "key.deserializer", ByteArrayDeserializer.class,
            "value.deserializer", ByteArrayDeserializer.class);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
