package io.reviewscoring.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** How the models of an experiment differ, summed over the topic of comparisons, in words. */
final class ExperimentFigures {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String experiment;
  private final Map<String, JsonNode> latest = new LinkedHashMap<>();
  private final List<JsonNode> late = new ArrayList<>();

  ExperimentFigures(String experiment) {
    this.experiment = experiment;
  }

  /**
   * Reads the topic as it stands.
   *
   * @throws IOException if the brokers can't be reached
   */
  void read(JobConfig config) throws IOException {
    if (!new Topics(config).isMissing(config.comparisonTopic())) {
      new CommittedRecords(config).read(config.comparisonTopic(), this::add);
    }
  }

  /** Takes the next record of the topic: of a pair and a window the last one counts. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    JsonNode comparison = tree(record.value());
    if (comparison == null || !experiment.equals(comparison.path("experiment").asText())) {
      return;
    }
    if (comparison.path("late").asBoolean()) {
      late.add(comparison); // of reviews that came after the window's last result
    } else {
      byte[] key = record.key() == null ? new byte[0] : record.key();
      latest.put(new String(key, StandardCharsets.UTF_8), comparison);
    }
  }

  private static @Nullable JsonNode tree(byte @Nullable [] value) {
    try {
      return value == null ? null : MAPPER.readTree(value);
    } catch (IOException e) {
      return null; // somebody else wrote to the topic
    }
  }

  List<String> lines() {
    Map<String, ComparisonSum> pairs = new TreeMap<>();
    for (List<JsonNode> records : List.of(List.copyOf(latest.values()), late)) {
      for (JsonNode record : records) {
        String pair =
            "%s with %s (%s)"
                .formatted(
                    record.path("model").asText(),
                    record.path("other").asText(),
                    record.path("role").asText());
        pairs.computeIfAbsent(pair, key -> new ComparisonSum()).add(record);
      }
    }
    List<String> lines = new ArrayList<>();
    if (pairs.isEmpty()) {
      lines.add("compared     nothing yet in experiment " + experiment);
    }
    pairs.forEach(
        (pair, sum) -> {
          lines.add("compared     " + pair + ", in experiment " + experiment);
          lines.addAll(sum.lines());
        });
    return lines;
  }
}
