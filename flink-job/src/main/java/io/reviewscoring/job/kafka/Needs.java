package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Which rights each command can't do without. To read or to write a topic is also to describe it.
 */
public final class Needs {
  private Needs() {}

  /** Of the job, as a stream or up to the topics' ends. */
  public static List<Right> ofRun(JobConfig config) {
    List<Right> needs = new ArrayList<>();
    needs.add(Right.read(config.reviewsTopic()));
    Topics.outputs(config).forEach(topic -> needs.add(Right.write(topic)));
    if (config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      // The sinks look for transactions that an earlier run left open there.
      Topics.outputs(config).forEach(topic -> needs.add(Right.read(topic)));
    }
    needs.add(Right.read(config.controlTopic()));
    needs.add(Right.read(config.statusTopic()));
    needs.add(Right.write(config.statusTopic()));
    needs.add(Right.join(config.groupId()));
    needs.add(Right.join(JobClaim.group(config.jobName())));
    addTransactions(config, needs);
    return needs;
  }

  /**
   * Of a backfill, which reads its own output to be sure of it.
   *
   * @param pinned whether its model is given, and no record of decisions is read
   */
  public static List<Right> ofBackfill(JobConfig config, boolean pinned) {
    List<Right> needs = ofPreview(config, pinned);
    Topics.outputs(config).forEach(topic -> needs.add(Right.read(topic)));
    Topics.outputs(config).forEach(topic -> needs.add(Right.write(topic)));
    addTransactions(config, needs);
    return needs;
  }

  /** Of a backfill that only looks. */
  public static List<Right> ofPreview(JobConfig config, boolean pinned) {
    List<Right> needs = new ArrayList<>();
    needs.add(Right.read(config.reviewsTopic()));
    if (!pinned) {
      needs.add(Right.read(config.statusTopic()));
    }
    return needs;
  }

  /** Of who activates a model, and follows what becomes of it. */
  public static List<Right> ofPublish(JobConfig config) {
    return List.of(
        Right.read(config.controlTopic()),
        Right.write(config.controlTopic()),
        Right.read(config.statusTopic()));
  }

  /** Of who commands what is about models that the job knows, and follows what becomes of it. */
  public static List<Right> ofRoleCommand(JobConfig config) {
    return List.of(Right.write(config.controlTopic()), Right.read(config.statusTopic()));
  }

  /** Of who looks at experiments. */
  public static List<Right> ofExperimentStatus(JobConfig config) {
    return toRead(List.of(config.statusTopic(), config.comparisonTopic()));
  }

  /** Of who sends dead letters again, and tells in their topic which. */
  public static List<Right> ofRedrive(JobConfig config) {
    return List.of(
        Right.read(config.deadLettersTopic()),
        Right.write(config.deadLettersTopic()),
        Right.write(config.reviewsTopic()),
        Right.transact(config.jobName() + "-redrive"));
  }

  /** Of who only says what would be sent again. */
  public static List<Right> ofRedrivePreview(JobConfig config) {
    return List.of(
        Right.read(config.deadLettersTopic()),
        new Right(ResourceType.TOPIC, config.reviewsTopic(), AclOperation.DESCRIBE));
  }

  /** Of who shows what the job writes. */
  public static List<Right> ofDashboard(JobConfig config) {
    List<String> topics = new ArrayList<>(Topics.outputs(config));
    topics.add(config.statusTopic());
    return toRead(topics);
  }

  /** Of who sends reviews. */
  public static List<Right> ofFeed(JobConfig config) {
    return List.of(Right.write(config.reviewsTopic()));
  }

  /** Of who reads topics and nothing else. */
  public static List<Right> toRead(Collection<String> topics) {
    return topics.stream().map(Right::read).toList();
  }

  private static void addTransactions(JobConfig config, List<Right> needs) {
    if (config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
      needs.add(Right.transact(KafkaEndpoints.transactionalIdPrefix(config.jobName(), "*")));
    }
  }
}
