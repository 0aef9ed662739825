package io.reviewscoring.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The child process of {@link EmbeddedBroker}: one Kafka node that is broker and controller. Makes
 * a file when it serves, and shuts down when its standard input ends, which it also does when the
 * parent dies.
 */
final class EmbeddedBrokerMain {
  private static final int NODE = 1;
  private static final String CONTROLLER_LISTENER = "CONTROLLER";

  private EmbeddedBrokerMain() {}

  /**
   * Runs the broker until standard input ends.
   *
   * @param args the data directory, the broker's port, the controller's port, the file that says
   *     that it serves, a file of further settings that may be missing
   */
  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    int controllerPort = Integer.parseInt(args[2]);
    format(data);
    Map<String, Object> settings = settings(data, port, controllerPort);
    add(Path.of(args[4]), settings);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    Files.createFile(Path.of(args[3]));
    awaitEndOfInput();
    server.shutdown();
    server.awaitShutdown();
    System.exit(0);
  }

  private static void format(Path data) throws Exception {
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(new PrintStream(System.err, true, StandardCharsets.UTF_8))
        .setNodeId(NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName(CONTROLLER_LISTENER)
        .setDirectories(List.of(data.toString()))
        .setMetadataLogDirectory(data.toString())
        .run();
  }

  private static Map<String, Object> settings(Path data, int port, int controllerPort) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("node.id", String.valueOf(NODE));
    settings.put("process.roles", "broker,controller");
    settings.put("log.dirs", data.toString());
    settings.put("metadata.log.dir", data.toString());
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:"
            + port
            + ","
            + CONTROLLER_LISTENER
            + "://127.0.0.1:"
            + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    settings.put("auto.create.topics.enable", "false");
    settings.put("controlled.shutdown.enable", "true");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // Reviews bring their own, old timestamps; the default retention would delete them at once.
    settings.put("log.retention.ms", "-1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    return settings;
  }

  /** What begins with a comma is added to what is there. */
  private static void add(Path file, Map<String, Object> settings) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    Properties further = new Properties();
    try (InputStream content = Files.newInputStream(file)) {
      further.load(content);
    }
    for (String name : further.stringPropertyNames()) {
      String value = further.getProperty(name);
      settings.merge(name, value, (old, added) -> value.startsWith(",") ? old + value : value);
    }
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // The parent writes nothing; only the end matters.
    }
  }
}
