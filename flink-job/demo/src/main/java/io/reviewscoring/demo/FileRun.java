package io.reviewscoring.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.model.file.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * A file of reviews through the real topics, as fast as it goes, and the output topics as files.
 */
final class FileRun {
  private static final String DEAD_LETTERS = "dead-letters.ndjson";

  private final JobConfig config;
  private final DemoTopics topics;
  private final PrintStream out;
  private final boolean terminal;

  /**
   * A run on a broker that is up.
   *
   * @param config with bounded reviews
   * @param terminal whether the progress line may be overwritten
   */
  FileRun(JobConfig config, PrintStream out, boolean terminal) {
    this.config = config;
    this.topics = new DemoTopics(config);
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Runs to the end and writes {@code sentiment.ndjson}, {@code aggregates.ndjson}, {@code
   * dead-letters.ndjson} and {@code model-status.ndjson}.
   *
   * @param output created when missing
   * @throws DemoException also if none of the records was a review
   */
  void run(InputFile input, Path output, Activation model, Cleanup cleanup)
      throws DemoException, IOException {
    Files.createDirectories(output);
    topics.create();
    try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
      model.publish(producer, config.controlTopic(), null);
      String refusal = input.send(producer, config);
      if (refusal != null) {
        throw new DemoException(DemoException.FAILURE, refusal);
      }
    }
    out.printf(Locale.ROOT, "%,d records are in %s%n", input.sent(), config.reviewsTopic());
    long begin = System.nanoTime();
    DemoJob job = cleanup.add(DemoJob.start(config));
    follow(job, input.sent());
    double seconds = (System.nanoTime() - begin) / 1e9;
    Tally tally = new Tally();
    Accuracy accuracy = new Accuracy(input.labels());
    write(
        config.sentimentTopic(),
        output.resolve("sentiment.ndjson"),
        event -> {
          tally.event(event);
          accuracy.add(event);
        });
    write(config.aggregatesTopic(), output.resolve("aggregates.ndjson"), tally::aggregate);
    write(config.deadLettersTopic(), output.resolve(DEAD_LETTERS), tally::deadLetter);
    write(config.statusTopic(), output.resolve("model-status.ndjson"), status -> {});
    out.println();
    out.print(tally.summary(input.sent()));
    out.print(accuracy.summary());
    out.printf(
        Locale.ROOT,
        "time            %.1f s, %,.0f records/s, the job's start included%n",
        seconds,
        input.sent() / seconds);
    out.println("written to      " + output);
    if (tally.events() == 0) {
      throw new DemoException(
          DemoException.FAILURE,
          "none of the records is a review; " + output.resolve(DEAD_LETTERS) + " says why");
    }
  }

  private void follow(DemoJob job, long records) throws DemoException {
    long begin = System.nanoTime();
    try (Admin admin = topics.admin()) {
      boolean ended = false;
      for (int second = 1; !ended; second++) {
        ended = job.awaitEnd(1_000);
        // Each checkpoint leaves a marker in each partition, which is nothing to a person.
        long events = Math.min(records, topics.size(admin, config.sentimentTopic()));
        String line =
            String.format(
                Locale.ROOT,
                "scored about %,d of %,d after %.0f s",
                events,
                records,
                (System.nanoTime() - begin) / 1e9);
        if (terminal) {
          out.print("\r" + line + (ended ? "\n" : ""));
          out.flush();
        } else if (ended || second % 5 == 0) {
          out.println(line);
        }
      }
    }
  }

  private void write(String topic, Path file, Consumer<JsonNode> receiver) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    WholeFile.write(
        file,
        lines -> {
          try {
            topics.readCommitted(topic, value -> write(value, lines, receiver, mapper));
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  private static void write(
      byte[] value, OutputStream lines, Consumer<JsonNode> receiver, ObjectMapper mapper) {
    try {
      lines.write(value);
      lines.write('\n');
      receiver.accept(mapper.readTree(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many events are on the side that their review's label says; 0.5 is the border. */
  private static final class Accuracy {
    private final Map<String, Boolean> labels;
    private long events;
    private long right;

    Accuracy(Map<String, Boolean> labels) {
      this.labels = labels;
    }

    void add(JsonNode event) {
      Boolean positive = labels.get(event.path("reviewId").asText());
      if (positive != null) {
        events++;
        right += event.path("score").floatValue() >= 0.5f == positive ? 1 : 0;
      }
    }

    String summary() {
      return events == 0
          ? ""
          : String.format(
              Locale.ROOT,
              "accuracy        %.5f over %,d labelled events (0.5 or more is positive)%n",
              (double) right / events,
              events);
    }
  }
}
