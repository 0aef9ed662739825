package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * The committed offsets of a job whose group is named after it. All jobs of 0.1.0 had one group
 * unless told otherwise; a job that ran then goes on where that one is.
 */
public final class GroupOffsets {
  private static final String FORMER_GROUP = "review-scoring";

  private final JobConfig config;

  public GroupOffsets(JobConfig config) {
    this.config = config;
  }

  /**
   * Takes the offsets of the former group over, where the job's own group has none and the job has
   * run before.
   *
   * @param hasCheckpoints one sign that it has; its transactions are another
   * @return what was done, in words; empty if nothing was
   * @throws IOException with one line, if the brokers refuse
   */
  public Optional<String> takeOver(boolean hasCheckpoints) throws IOException {
    if (!config.groupId().equals(config.jobName()) || config.groupId().equals(FORMER_GROUP)) {
      return Optional.empty();
    }
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      if (!committed(admin, config.groupId()).isEmpty()) {
        return Optional.empty();
      }
      Map<TopicPartition, OffsetAndMetadata> former = former(admin);
      if (former.isEmpty() || !(hasCheckpoints || hasTransactions(admin))) {
        return Optional.empty();
      }
      admin.alterConsumerGroupOffsets(config.groupId(), former).all().get();
      return Optional.of("offsets of group " + FORMER_GROUP + " as those of " + config.groupId());
    } catch (KafkaException | ExecutionException | InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** A job that ran under the former group had the right to; another may lack it. */
  private Map<TopicPartition, OffsetAndMetadata> former(Admin admin)
      throws ExecutionException, InterruptedException {
    try {
      return committed(admin, FORMER_GROUP);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupAuthorizationException) {
        return Map.of();
      }
      throw e;
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> reviews = new HashMap<>();
    for (Map.Entry<TopicPartition, @Nullable OffsetAndMetadata> each :
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet()) {
      if (each.getValue() != null && each.getKey().topic().equals(config.reviewsTopic())) {
        reviews.put(each.getKey(), each.getValue());
      }
    }
    return reviews;
  }

  private boolean hasTransactions(Admin admin) throws ExecutionException, InterruptedException {
    String prefix = KafkaEndpoints.transactionalIdPrefix(config.jobName(), "");
    return admin.listTransactions().all().get().stream()
        .map(TransactionListing::transactionalId)
        .anyMatch(id -> id.startsWith(prefix) && !Access.isNoTransaction(config.jobName(), id));
  }
}
