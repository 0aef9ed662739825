package io.reviewscoring.job.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.backfill.Difference;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.RunHeader;
import io.reviewscoring.job.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the topics that are compared, and says what came of it. For one thread. */
final class ComparedTopics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JobConfig config;
  private final @Nullable String runId;
  private final PrintWriter out;
  private final Set<String> runs = new HashSet<>();

  /**
   * @param runId whose records count of the other side; null for all
   */
  ComparedTopics(JobConfig config, @Nullable String runId, PrintWriter out) {
    this.config = config;
    this.runId = runId;
    this.out = out;
  }

  /** Gives the records of a topic on that are JSON. */
  void read(String topic, Consumer<ObjectNode> reader) throws IOException {
    read(topic, record -> true, reader);
  }

  /** The same of a backfill's topic. */
  void readOther(String topic, Consumer<ObjectNode> reader) throws IOException {
    read(topic, this::isOfRun, reader);
  }

  /** The same of records that one may tell without reading them. */
  void read(
      String topic, Predicate<ConsumerRecord<byte[], byte[]>> filter, Consumer<ObjectNode> reader)
      throws IOException {
    new CommittedRecords(config)
        .read(
            topic,
            record -> {
              if (record.value() != null && filter.test(record)) {
                try {
                  if (JSON.readTree(record.value()) instanceof ObjectNode node) {
                    reader.accept(node);
                  }
                } catch (JacksonException | DateTimeException e) {
                  // Somebody else's record: neither side's output.
                } catch (IOException e) {
                  throw new UncheckedIOException("reading from memory", e);
                }
              }
            });
  }

  private boolean isOfRun(ConsumerRecord<byte[], byte[]> record) {
    String run = RunHeader.of(record);
    if (runId != null) {
      return runId.equals(run);
    }
    if (run != null) {
      runs.add(run);
    }
    return true;
  }

  /** How many runs the other side's records name. */
  int runs() {
    return runs.size();
  }

  /**
   * Compares what stands of windows in two topics.
   *
   * @param what is compared, in words
   * @param otherTopic null where it is not known
   * @param wanted the windows that count
   * @return empty if there is no such topic, which is said then
   */
  Optional<Difference> windows(
      String what,
      String topic,
      @Nullable String otherTopic,
      Predicate<JsonNode> wanted,
      Consumer<JsonNode> one,
      Consumer<JsonNode> other,
      Supplier<Difference> result)
      throws IOException {
    Topics present = new Topics(config);
    for (String needed : otherTopic == null ? List.<String>of() : List.of(topic, otherTopic)) {
      if (present.isMissing(needed)) {
        out.println(what + " are not compared: there is no topic " + needed);
        return Optional.empty();
      }
    }
    if (otherTopic == null) {
      out.println(what + " are not compared: which topic they are in is not known");
      return Optional.empty();
    }
    read(topic, node -> give(node, wanted, one));
    readOther(otherTopic, node -> give(node, wanted, other));
    return Optional.of(result.get());
  }

  private static void give(JsonNode node, Predicate<JsonNode> wanted, Consumer<JsonNode> to) {
    if (wanted.test(node)) {
      to.accept(node);
    }
  }

  void print(String what, Difference difference, String topic, String otherTopic) {
    out.println(what);
    figure(difference.one(), "in " + topic);
    figure(difference.other(), "in " + otherTopic);
    figure(difference.missing(), "missing");
    figure(difference.extra(), "extra");
    figure(difference.differing(), "differing");
  }

  private void figure(long value, String words) {
    out.printf(Locale.ROOT, "%,14d  %s%n", value, words);
  }
}
