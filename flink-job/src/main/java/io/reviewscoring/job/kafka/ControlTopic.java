package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.control.ControlLog;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What stands in the control and status topics at the moment of asking, committed records only.
 * Each call has a consumer of its own.
 */
public final class ControlTopic implements ControlLog {
  private static final long serialVersionUID = 1;

  private final String bootstrapServers;
  private final Map<String, String> kafkaProperties;
  private final String controlTopic;
  private final String statusTopic;

  public ControlTopic(JobConfig config) {
    bootstrapServers = config.bootstrapServers();
    kafkaProperties = Map.copyOf(config.kafkaProperties());
    controlTopic = config.controlTopic();
    statusTopic = config.statusTopic();
  }

  /**
   * All records of the status topic, oldest first. What can't be read as a status, or is a decision
   * without its instant or model, is left out.
   *
   * @throws IOException if the brokers can't be reached, or know no such topic: to take that for an
   *     empty record would be to decide anew
   */
  @Override
  public List<ModelStatus> statusRecords() throws IOException {
    List<ModelStatus> records = new ArrayList<>();
    readAll(
        statusTopic,
        record -> {
          if (record.value() == null) {
            return;
          }
          try {
            ModelStatus status = Messages.modelStatus(record.value());
            if (status.state() != ModelStatus.State.ACCEPTED || isComplete(status)) {
              records.add(status);
            }
          } catch (MalformedMessageException e) {
            // Somebody else wrote to the topic: no decision of this job.
          }
        });
    return records;
  }

  private static boolean isComplete(ModelStatus decision) {
    return decision.effectiveFrom() != null && decision.sha256() != null;
  }

  /**
   * The offset of the last record that a reader of the control topic gets, or -1. It is found by
   * reading: the topic's end may follow markers of transactions, which nobody gets.
   *
   * @throws IOException if the brokers can't be reached
   */
  @Override
  public long lastControlOffset() throws IOException {
    long[] last = {ModelStatus.INITIAL_OFFSET};
    readAll(controlTopic, record -> last[0] = Math.max(last[0], record.offset()));
    return last[0];
  }

  private void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader)
      throws IOException {
    new CommittedRecords(bootstrapServers, kafkaProperties).read(topic, reader);
  }
}
