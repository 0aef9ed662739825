package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * One job's claim on its name: the one partition of the status topic, in a consumer group that is
 * named after the job. Who has it keeps it until it leaves or is not heard of for six seconds, the
 * shortest time that brokers allow by default. Nothing is read or committed there. Immutable.
 */
public final class JobClaim implements Serializable {
  private static final long serialVersionUID = 1;

  /** How long a start waits for the claim of one that was killed. */
  static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final String SESSION_MILLIS = "6000";
  private static final String HEARTBEAT_MILLIS = "2000";
  private static final long POLL_MILLIS = 100;

  /** Asks and not seconds are counted: a machine that stood still has not asked. */
  private static final long POLLS = PATIENCE.toMillis() / POLL_MILLIS;

  private final String bootstrapServers;
  private final Properties admin;
  private final Properties member;
  private final String jobName;
  private final String statusTopic;
  private final String clientId;

  /**
   * @param run tells this run of the job from all others, and is the same after its failovers
   */
  public JobClaim(JobConfig config, String run) {
    bootstrapServers = config.bootstrapServers();
    jobName = config.jobName();
    statusTopic = config.statusTopic();
    clientId = jobName + "-claim-" + run;
    admin = ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties());
    member = ClientSettings.consumer(config.bootstrapServers(), config.kafkaProperties());
    member.setProperty(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    member.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group());
    member.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    member.setProperty(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    member.setProperty(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    member.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    member.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
  }

  private String group() {
    return group(jobName);
  }

  /** The group of a job's claim. */
  static String group(String jobName) {
    return jobName + "-claim";
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  String statusTopic() {
    return statusTopic;
  }

  /** Properties of the consumer whose membership is the claim. */
  Properties member() {
    return member;
  }

  /**
   * Who has the name, after waiting for a while that nobody has; empty if it is free.
   *
   * @return in one line, what to do
   * @throws IOException with one line, if the brokers can't be asked
   */
  public Optional<String> problem() throws IOException {
    return await(Members::othersOnly).map(this::refusal);
  }

  /**
   * Waits until this run has the name.
   *
   * @throws IOException with one line, if another has it or the brokers can't be asked
   */
  void await() throws IOException {
    Optional<String> other = await(Members::notYetOurs);
    if (other.isPresent()) {
      throw new IOException(refusal(other.get()));
    }
  }

  /** Whether another run has joined, and who, at this moment. */
  Optional<String> other() throws IOException {
    try (Admin client = Admin.create(admin)) {
      return members(client).othersOnly();
    } catch (KafkaException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  String refusal(String other) {
    return "another process runs a job of this name, %s (%s): stop it, or give this one its own --job.name"
        .formatted(jobName, other);
  }

  private Optional<String> await(Obstacle obstacle) throws IOException {
    try (Admin client = Admin.create(admin)) {
      Optional<String> other = obstacle.of(members(client));
      for (int poll = 0; poll < POLLS && other.isPresent(); poll++) {
        Thread.sleep(POLL_MILLIS);
        other = obstacle.of(members(client));
      }
      return other;
    } catch (KafkaException | InterruptedException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private Members members(Admin client) throws IOException {
    try {
      var description = client.describeConsumerGroups(List.of(group())).all().get().get(group());
      return new Members(
          clientId, description == null ? List.of() : List.copyOf(description.members()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return new Members(clientId, List.of());
      }
      throw KafkaFailure.of(bootstrapServers, e);
    } catch (InterruptedException e) {
      throw KafkaFailure.of(bootstrapServers, e);
    }
  }

  private interface Obstacle {
    Optional<String> of(Members members);
  }

  /** Who has joined. */
  private record Members(String clientId, List<MemberDescription> all) {
    Optional<String> othersOnly() {
      return all.stream()
          .filter(member -> !member.clientId().equals(clientId))
          .map(member -> "client %s at %s".formatted(member.clientId(), member.host()))
          .findFirst();
    }

    /** Another, or nobody, unless the partition is this run's or there is no other run. */
    Optional<String> notYetOurs() {
      List<MemberDescription> ours =
          all.stream().filter(member -> member.clientId().equals(clientId)).toList();
      boolean holds =
          ours.stream().anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
      boolean alone = !ours.isEmpty() && ours.size() == all.size();
      return holds || alone
          ? Optional.empty()
          : othersOnly().or(() -> Optional.of("no member yet"));
    }
  }
}
