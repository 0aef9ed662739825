package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.ResourceType;

/** The topics that a job needs: whether they are there, and how they are made. */
public final class Topics {
  private static final Map<String, String> FOR_EVER =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");

  private static final int REPLICAS = 3;

  private final JobConfig config;

  public Topics(JobConfig config) {
    this.config = config;
  }

  /**
   * The needed topics that are not there.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public List<String> missing() throws IOException {
    try (Admin admin = admin()) {
      Set<String> present = await(admin.listTopics().names());
      return needed().stream().filter(topic -> !present.contains(topic)).toList();
    }
  }

  /**
   * Whether there is no topic of that name.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public boolean isMissing(String topic) throws IOException {
    try (Admin admin = admin()) {
      return !await(admin.listTopics().names()).contains(topic);
    }
  }

  /**
   * Why the job can't run on the topics as they are, in one line; empty if it can.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public Optional<String> problem() throws IOException {
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      return Optional.of(
          (missing.size() == 1 ? "missing topic: " : "missing topics: ")
              + String.join(", ", missing)
              + " (--create-topics makes them)");
    }
    return orderProblem();
  }

  /**
   * Why the control and the status topic, which are there, would lose the order of decisions, in
   * one line; empty if they keep it.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public Optional<String> orderProblem() throws IOException {
    try (Admin admin = admin()) {
      var topics =
          await(
              admin
                  .describeTopics(List.of(config.controlTopic(), config.statusTopic()))
                  .allTopicNames());
      return topics.values().stream()
          .filter(topic -> topic.partitions().size() != 1)
          .map(
              topic ->
                  "topic "
                      + topic.name()
                      + " has "
                      + topic.partitions().size()
                      + " partitions: it must have one, or its order is lost")
          .findFirst();
    }
  }

  /**
   * Makes the topics that are missing: three replicas, two of which must have a record before it
   * counts as written, or as many as there are brokers. The control and the status topic get one
   * partition and are kept for ever; the others the given number and the brokers' retention.
   *
   * @return the names of those made
   * @throws IOException with one line, if the brokers refuse
   */
  public List<String> create(int partitions) throws IOException {
    return create(missing(), partitions);
  }

  /**
   * Makes those of the output topics that are missing, with so many partitions.
   *
   * @return the names of those made
   * @throws IOException with one line, if the brokers refuse
   */
  public List<String> createOutputs(int partitions) throws IOException {
    return create(missing().stream().filter(outputs(config)::contains).toList(), partitions);
  }

  /**
   * Makes the topic of reviews alone, if it is missing, with so many partitions.
   *
   * @throws IOException with one line, if the brokers refuse
   */
  public void createReviews(int partitions) throws IOException {
    create(missing().stream().filter(config.reviewsTopic()::equals).toList(), partitions);
  }

  private List<String> create(List<String> missing, int partitions) throws IOException {
    List<String> made = new ArrayList<>();
    try (Admin admin = admin()) {
      int brokers = await(admin.describeCluster().nodes()).size();
      List<NewTopic> topics =
          missing.stream().map(name -> topic(name, partitions, brokers)).toList();
      var results = admin.createTopics(topics).values();
      for (NewTopic topic : topics) {
        try {
          KafkaFuture<Void> result = results.get(topic.name());
          if (result != null) {
            await(result);
            made.add(topic.name());
          }
        } catch (IOException e) {
          if (e.getCause() instanceof AuthorizationException) {
            Right create = new Right(ResourceType.TOPIC, topic.name(), AclOperation.CREATE);
            throw new IOException(Access.refusal(config, create), e);
          }
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
      awaitPresence(admin, made);
    }
    return made;
  }

  /** A stock broker's own default is one replica: its disk would be all there is. */
  NewTopic topic(String name, int partitions, int brokers) {
    boolean single = name.equals(config.controlTopic()) || name.equals(config.statusTopic());
    Map<String, String> settings = new HashMap<>(single ? FOR_EVER : Map.of());
    if (brokers >= REPLICAS) {
      settings.put("min.insync.replicas", String.valueOf(REPLICAS - 1));
    }
    short replicas = (short) Math.max(1, Math.min(brokers, REPLICAS));
    return new NewTopic(name, single ? 1 : partitions, replicas).configs(settings);
  }

  /**
   * A topic that was made is known to all brokers a little later, and later still its leaders take
   * records. An idempotent producer must not come before that: where a leader refuses the first of
   * its batches and takes the second, it never takes the first, and the partition is lost to it
   * until the delivery timeout.
   */
  private void awaitPresence(Admin admin, Collection<String> names) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        await(admin.describeTopics(names).allTopicNames())
            .forEach(
                (name, topic) ->
                    topic
                        .partitions()
                        .forEach(
                            partition ->
                                ends.put(
                                    new TopicPartition(name, partition.partition()),
                                    OffsetSpec.latest())));
        await(admin.listOffsets(ends).all());
        return;
      } catch (IOException e) {
        if (!(e.getCause() instanceof RetriableException) || tries == 50) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** All topics that the job reads or writes. */
  public List<String> needed() {
    List<String> topics = new ArrayList<>(List.of(config.reviewsTopic()));
    topics.addAll(outputs(config));
    topics.addAll(List.of(config.controlTopic(), config.statusTopic()));
    return topics;
  }

  /** The topics of what comes of reviews. */
  public static List<String> outputs(JobConfig config) {
    List<String> topics =
        new ArrayList<>(
            List.of(
                config.sentimentTopic(),
                config.aggregatesTopic(),
                config.comparisonTopic(),
                config.deadLettersTopic()));
    if (config.outputShadowEvents()) {
      topics.add(config.shadowTopic());
    }
    return topics;
  }

  private Admin admin() throws IOException {
    try {
      return Admin.create(
          ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()));
    } catch (KafkaException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  private <T> T await(KafkaFuture<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }
}
