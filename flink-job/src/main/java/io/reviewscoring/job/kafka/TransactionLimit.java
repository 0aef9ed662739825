package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** How long the brokers let a transaction live, against how long the job wants its own to. */
public final class TransactionLimit {
  private static final String OPTION = "transaction.max.timeout.ms";

  private final JobConfig config;

  public TransactionLimit(JobConfig config) {
    this.config = config;
  }

  /**
   * Why the brokers would refuse the job's transactions, in one line; empty if they take them, or
   * do not let the job ask.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public Optional<String> problem() throws IOException {
    if (config.deliveryGuarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
      return Optional.empty();
    }
    OptionalLong limit = limitMillis();
    return limit.isPresent() && limit.getAsLong() < config.transactionTimeout().toMillis()
        ? Optional.of(
            "--transaction.timeout is %s, but the brokers allow %s (their %s): lower the one or raise"
                    .formatted(
                        words(config.transactionTimeout()),
                        words(Duration.ofMillis(limit.getAsLong())),
                        OPTION)
                + " the other")
        : Optional.empty();
  }

  private OptionalLong limitMillis() throws IOException {
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get().stream()
              .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
              .toList();
      return admin.describeConfigs(brokers).all().get().values().stream()
          .map(TransactionLimit::value)
          .flatMapToLong(OptionalLong::stream)
          .min();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException
          || e.getCause() instanceof UnsupportedVersionException) {
        return OptionalLong.empty();
      }
      throw KafkaFailure.of(config.bootstrapServers(), e);
    } catch (KafkaException | InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private static OptionalLong value(Config broker) {
    ConfigEntry entry = broker.get(OPTION);
    return entry == null || entry.value() == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(entry.value()));
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 60_000 == 0
        ? duration.toMinutes() + "min"
        : duration.toMillis() + "ms";
  }
}
