package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.ClientSettings;
import io.reviewscoring.job.kafka.ControlTopic;
import io.reviewscoring.job.kafka.KafkaFailure;
import io.reviewscoring.job.kafka.Right;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.kafka.Topics;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes commands to the control topic, and follows what becomes of them. */
final class ControlCommands {
  private final JobConfig config;
  private final ControlOptions options;
  private final PrintWriter out;

  /**
   * @param out for the user
   */
  ControlCommands(JobConfig config, ControlOptions options, PrintWriter out) {
    this.config = config;
    this.options = options;
    this.out = out;
  }

  /**
   * Checks that the topics are there and may be used.
   *
   * @throws IOException if the brokers can't be reached, or don't grant what is needed
   * @throws CommandException if a topic is missing or can't keep an order
   */
  void check(List<Right> needs) throws IOException, CommandException {
    say("asks       " + config.bootstrapServers() + " for its topics ...");
    new Access(config).check(needs);
    Topics topics = new Topics(config);
    List<String> missing = topics.missing();
    for (String topic : List.of(config.controlTopic(), config.statusTopic())) {
      if (missing.contains(topic)) {
        throw usage("missing topic: " + topic + " (`run --create-topics` makes it)");
      }
    }
    Optional<String> problem = topics.orderProblem();
    if (problem.isPresent()) {
      throw usage(problem.get());
    }
  }

  /**
   * Writes a command, and waits as the options say.
   *
   * @param words what it is, for the user
   */
  void send(ModelCommand command, String words) throws IOException, CommandException {
    ActivationAnswer.Goal goal = options.goal();
    try (TopicFollower watch = TopicFollower.fromEnd(config, config.statusTopic())) {
      List<ModelStatus> record =
          goal == ActivationAnswer.Goal.ACTIVE
              ? new ControlTopic(config).statusRecords()
              : List.of();
      long offset = write(command);
      say("published  " + words + " on " + config.controlTopic() + ", offset " + offset);
      if (goal != null) {
        new ActivationAnswer(command, offset, config.jobName(), goal, record, this::say)
            .await(watch::follow, options.timeout());
      }
    }
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  private long write(ModelCommand command) throws IOException {
    var settings = ClientSettings.producer(config.bootstrapServers(), config.kafkaProperties());
    String key = command.kind().hasBundle() ? command.version() : command.kind().name();
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    try (var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      return producer
          .send(new ProducerRecord<>(config.controlTopic(), utf8, options.value(command)))
          .get()
          .offset();
    } catch (ExecutionException | InterruptedException | KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private static CommandException usage(String message) {
    return new CommandException(CommandException.USAGE, message);
  }
}
