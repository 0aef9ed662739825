package io.reviewscoring.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker on this machine that asks who one is, and lets users do what they may, as Strimzi's. */
final class GuardedBroker implements AutoCloseable {
  private static final String ADMIN = "admin";

  private final KafkaRaftServer server;
  private final String address;

  GuardedBroker(Path data, String user) throws Exception {
    int port = freePort();
    int controllerPort = freePort();
    address = "127.0.0.1:" + port;
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .run();
    Map<String, Object> settings = new HashMap<>();
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("log.dirs", data.toString());
    settings.put(
        "listeners", "SASL_PLAINTEXT://" + address + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", "SASL_PLAINTEXT://" + address);
    settings.put(
        "listener.security.protocol.map", "SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("inter.broker.listener.name", "SASL_PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put(
        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
        login(ADMIN)
            .replace(";", " user_%s=\"secret\" user_%s=\"secret\";".formatted(ADMIN, user)));
    settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
    settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
    settings.put("auto.create.topics.enable", "false");
    settings.put("log.retention.ms", "-1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
  }

  /** On loopback. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String login(String user) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
            .formatted(user)
        + " password=\"secret\";";
  }

  /** How one logs in as a user. */
  Map<String, String> client(String user) {
    return Map.of(
        "bootstrap.servers",
        address,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login(user));
  }

  Map<String, String> adminClient() {
    return client(ADMIN);
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
    try (Admin admin = Admin.create(Map.copyOf(adminClient()))) {
      admin.createTopics(made).all().get();
      admin.createAcls(bindings).all().get();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
