package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Whether the brokers let a command do what it is about to do, asked before it begins: later each
 * client would meet its own refusal, and try again for ever. Nothing is written that anybody reads.
 */
public final class Access {
  /** Begins as the job's own ids do, and is none of them. */
  private static final String NO_TRANSACTION = "rights";

  private static final String NO_MEMBER = "review-scoring-rights";

  private final JobConfig config;

  public Access(JobConfig config) {
    this.config = config;
  }

  /**
   * Fails where not all is allowed.
   *
   * @throws IOException with one line that names what is not allowed, or if the brokers can't be
   *     asked
   */
  public void check(List<Right> needs) throws IOException {
    Optional<String> problem = problem(needs);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  /**
   * What is not allowed, in one line; empty if all is. Of topics that are not there nobody can
   * tell.
   *
   * @throws IOException with one line, if the brokers can't be asked
   */
  public Optional<String> problem(List<Right> needs) throws IOException {
    Optional<String> misunderstanding = new Listener(config).problem();
    if (misunderstanding.isPresent()) {
      return misunderstanding;
    }
    try (Admin admin =
        Admin.create(ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()))) {
      Map<String, Set<AclOperation>> missing = missing(admin, needs);
      return missing.isEmpty() ? Optional.empty() : Optional.of(refusal(config, missing));
    } catch (KafkaException | InterruptedException e) {
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** Whether a transactional id is of those that are asked about and never used. */
  static boolean isNoTransaction(String job, String id) {
    return id.equals(KafkaEndpoints.transactionalIdPrefix(job, NO_TRANSACTION));
  }

  /** That a right is lacking, in one line. */
  static String refusal(JobConfig config, Right lacking) {
    return refusal(config, Map.of(lacking.resource(), Set.of(lacking.operation())));
  }

  private static String refusal(JobConfig config, Map<String, Set<AclOperation>> missing) {
    return missing.entrySet().stream()
        .map(
            each ->
                each.getValue().stream().map(AclOperation::name).collect(Collectors.joining(", "))
                    + " on "
                    + each.getKey())
        .collect(
            Collectors.joining(
                "; ",
                "not allowed at " + config.bootstrapServers() + ": ",
                " (whoever runs that Kafka has to grant it)"));
  }

  /** An id that is asked about by its own name is fenced by that: not before all else is well. */
  private Map<String, Set<AclOperation>> missing(Admin admin, List<Right> needs)
      throws IOException, InterruptedException {
    Map<Boolean, List<Right>> fenced =
        needs.stream().collect(Collectors.partitioningBy(Access::isFenced));
    Map<String, Set<AclOperation>> missing = asked(admin, fenced.getOrDefault(false, List.of()));
    return missing.isEmpty() ? asked(admin, fenced.getOrDefault(true, List.of())) : missing;
  }

  private static boolean isFenced(Right need) {
    return need.type() == ResourceType.TRANSACTIONAL_ID && !need.isPrefixed();
  }

  private Map<String, Set<AclOperation>> asked(Admin admin, List<Right> needs)
      throws IOException, InterruptedException {
    Map<Right, KafkaFuture<?>> answers = new LinkedHashMap<>();
    needs.forEach(need -> answers.put(need, ask(admin, need)));
    Map<String, Set<AclOperation>> missing = new LinkedHashMap<>();
    for (Map.Entry<Right, KafkaFuture<?>> answer : answers.entrySet()) {
      Set<AclOperation> lacking = lacking(answer.getKey(), answer.getValue());
      if (!lacking.isEmpty()) {
        missing
            .computeIfAbsent(answer.getKey().resource(), key -> EnumSet.noneOf(AclOperation.class))
            .addAll(lacking);
      }
    }
    return missing;
  }

  /** Brokers tell what one may do with a topic; with the others one must try. */
  private static KafkaFuture<?> ask(Admin admin, Right need) {
    List<String> name = List.of(need.name());
    return switch (need.type()) {
      case GROUP -> leave(admin, need.name());
      case TRANSACTIONAL_ID ->
          admin
              .fenceProducers(need.isPrefixed() ? List.of(need.stem() + NO_TRANSACTION) : name)
              .all();
      default ->
          admin
              .describeTopics(name, new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .allTopicNames()
              .thenApply(topics -> topics.get(need.name()));
    };
  }

  private static KafkaFuture<Void> leave(Admin admin, String group) {
    MemberToRemove nobody = new MemberToRemove(NO_MEMBER);
    var options = new RemoveMembersFromConsumerGroupOptions(List.of(nobody));
    return admin.removeMembersFromConsumerGroup(group, options).memberResult(nobody);
  }

  private Set<AclOperation> lacking(Right need, KafkaFuture<?> answer)
      throws IOException, InterruptedException {
    boolean isTopic = need.type() == ResourceType.TOPIC;
    try {
      return answer.get() instanceof TopicDescription topic && !allows(topic, need.operation())
          ? EnumSet.of(need.operation())
          : Set.of();
    } catch (ExecutionException e) {
      Throwable refusal = e.getCause();
      if (refusal instanceof AuthorizationException) {
        return isTopic
            ? EnumSet.of(AclOperation.DESCRIBE, need.operation())
            : EnumSet.of(need.operation());
      }
      // That there is no such member is the good answer; what else ails a coordinator passes.
      if (!isTopic
          || refusal instanceof UnknownTopicOrPartitionException
          || refusal instanceof InvalidTopicException) {
        return Set.of();
      }
      throw KafkaFailure.of(config.bootstrapServers(), e);
    }
  }

  /** Brokers that don't tell leave out even that it may be described, which it was. */
  private static boolean allows(TopicDescription topic, AclOperation operation) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    return allowed == null
        || !allowed.contains(AclOperation.DESCRIBE)
        || allowed.contains(operation);
  }
}
