package io.reviewscoring.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.broker.Guard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker on this machine that asks who one is, and lets users do what they may, as Strimzi's. */
final class GuardedBroker implements AutoCloseable {
  private final Guard guard;
  private final EmbeddedBroker broker;

  GuardedBroker(Path data, String user) throws IOException {
    guard = Guard.of(data, Set.of(user));
    broker = EmbeddedBroker.start(data, guard);
  }

  /** How one logs in as a user. */
  Map<String, String> client(String user) {
    Map<String, String> client = new HashMap<>(Guard.client(user));
    client.put("bootstrap.servers", guard.loginServers());
    client.put("security.protocol", "SASL_PLAINTEXT");
    return client;
  }

  /** Where one may do everything. */
  String servers() {
    return broker.bootstrapServers();
  }

  /** Makes a topic, of one partition, for each KafkaTopic, and gives a KafkaUser its rights. */
  void apply(List<JsonNode> topics, JsonNode user) throws Exception {
    List<NewTopic> made =
        topics.stream()
            .map(topic -> new NewTopic(Kustomization.name(topic), Optional.of(1), Optional.empty()))
            .toList();
    List<AclBinding> bindings = new ArrayList<>();
    for (JsonNode acl : user.at("/spec/authorization/acls")) {
      JsonNode resource = acl.path("resource");
      ResourceType type =
          resource.path("type").asText().equals("transactionalId")
              ? ResourceType.TRANSACTIONAL_ID
              : ResourceType.fromString(resource.path("type").asText());
      ResourcePattern pattern =
          new ResourcePattern(
              type,
              resource.path("name").asText(),
              resource.path("patternType").asText().equals("prefix")
                  ? PatternType.PREFIXED
                  : PatternType.LITERAL);
      for (JsonNode operation : acl.path("operations")) {
        bindings.add(
            new AclBinding(
                pattern,
                new AccessControlEntry(
                    "User:" + Kustomization.name(user),
                    "*",
                    // Strimzi says DescribeConfigs, Kafka DESCRIBE_CONFIGS.
                    AclOperation.fromString(
                        operation.asText().replaceAll("(?<=[a-z])(?=[A-Z])", "_")),
                    AclPermissionType.ALLOW)));
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      admin.createTopics(made).all().get();
      admin.createAcls(bindings).all().get();
      while (!admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(bindings)) {
        Thread.sleep(20); // brokers hear of them a little later than the controller
      }
    }
  }

  @Override
  public void close() {
    broker.close();
  }
}
