package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The control and the status topic in Kafka, committed records only. Each call has a client of its
 * own.
 */
public final class ControlTopic implements ControlLog {
  private static final long serialVersionUID = 1;

  private final String bootstrapServers;
  private final Map<String, String> kafkaProperties;
  private final String controlTopic;
  private final String statusTopic;
  private final String job;
  private final CommandTrust trust;

  /** Of the job that is so configured. */
  public ControlTopic(JobConfig config) {
    this(config, config.jobName());
  }

  /**
   * Of another job on the same topics.
   *
   * @param job whose statuses count
   */
  public ControlTopic(JobConfig config, String job) {
    bootstrapServers = config.bootstrapServers();
    kafkaProperties = Map.copyOf(config.kafkaProperties());
    controlTopic = config.controlTopic();
    statusTopic = config.statusTopic();
    this.job = job;
    trust = new CommandTrust(job, config.modelTrustedKeys(), config.modelTrustUnsignedUntil());
  }

  /** Whose commands the job follows. */
  public CommandTrust trust() {
    return trust;
  }

  /** Commands that an open transaction hides are not there yet; decisions are waited for. */
  @Override
  public Contents read() throws IOException {
    return new Contents(topicId(), commands(), decidedRecords(), trust);
  }

  /**
   * The job's records of the status topic, oldest first. What can't be read as a status, or is a
   * decision without its instant or model, is left out.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic: to take that for an
   *     empty record would be to decide anew
   */
  public List<ModelStatus> statusRecords() throws IOException {
    List<ModelStatus> records = new ArrayList<>();
    records().read(statusTopic, record -> status(record).ifPresent(records::add));
    return records;
  }

  /**
   * The same, with every decision that stands there, though another job's open transaction, which
   * began before, hide it yet.
   *
   * @throws IOException if the brokers can't be reached, know no such topic, or a decision stays
   *     hidden for a minute
   */
  public List<ModelStatus> decidedRecords() throws IOException {
    List<ModelStatus> records = new ArrayList<>();
    records()
        .readHidden(
            statusTopic,
            record -> status(record).filter(ControlTopic::isDecision).isPresent(),
            record -> status(record).ifPresent(records::add));
    return records;
  }

  private Optional<ModelStatus> status(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Messages.modelStatus(record.value()))
          .filter(status -> status.isOf(job))
          .filter(status -> status.state() != ModelStatus.State.ACCEPTED || isComplete(status));
    } catch (MalformedMessageException e) {
      return Optional.empty(); // somebody else wrote to the topic: no decision of this job
    }
  }

  private static boolean isDecision(ModelStatus status) {
    return status.state() == ModelStatus.State.ACCEPTED
        || status.state() == ModelStatus.State.REJECTED;
  }

  private static boolean isComplete(ModelStatus decision) {
    return decision.effectiveFrom() != null && decision.sha256() != null;
  }

  /**
   * The records of the control topic that a reader of it gets, in its order.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic
   */
  public List<ControlRecord> commands() throws IOException {
    List<ControlRecord> commands = new ArrayList<>();
    records()
        .read(
            controlTopic,
            record -> commands.add(new ControlRecord(record.value(), record.offset())));
    return commands;
  }

  /** Null where the brokers are too old to give topics ids. */
  private @Nullable String topicId() throws IOException {
    try (Admin admin = Admin.create(ClientSettings.admin(bootstrapServers, kafkaProperties))) {
      TopicDescription topic =
          admin
              .describeTopics(List.of(controlTopic))
              .allTopicNames()
              .get()
              .values()
              .iterator()
              .next();
      Uuid id = topic.topicId();
      return id.equals(Uuid.ZERO_UUID) ? null : id.toString();
    } catch (ExecutionException | InterruptedException | KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private CommittedRecords records() {
    return new CommittedRecords(bootstrapServers, kafkaProperties);
  }
}
