package io.reviewscoring.docs;

import io.reviewscoring.broker.EmbeddedBroker;
import io.reviewscoring.broker.Guard;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.Access;
import io.reviewscoring.job.kafka.Right;
import io.reviewscoring.job.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * A broker with the job's topics and those of a backfill, on which users have the rights that they
 * are given and no others.
 */
final class GuardedKafka implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Guard guard;
  private final EmbeddedBroker broker;

  /**
   * @param users whom to let in, with their rights
   */
  GuardedKafka(Path directory, Map<String, List<Right>> users) throws Exception {
    guard = Guard.of(directory, users.keySet());
    broker = EmbeddedBroker.start(directory.resolve("kafka"), guard);
    String everything = "--bootstrap.servers=" + broker.bootstrapServers();
    new Topics(JobConfig.parse(everything)).create(2);
    new Topics(
            JobConfig.parse(
                everything,
                "--sentiment.topic=review-sentiment-backfill",
                "--aggregates.topic=sentiment-aggregates-backfill",
                "--comparison.topic=model-comparison-backfill",
                "--dead-letters.topic=review-dead-letters-backfill"))
        .create(2);
    grant(users);
  }

  private void grant(Map<String, List<Right>> users) throws Exception {
    List<AclBinding> bindings = new ArrayList<>();
    users.forEach((user, rights) -> rights.forEach(right -> bindings.add(binding(user, right))));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createAcls(bindings).all().get();
    }
    // A broker hears of them a little later, and of all at once.
    Map.Entry<String, List<Right>> one = users.entrySet().iterator().next();
    Access access = new Access(JobConfig.parse(clients(one.getKey()).toArray(String[]::new)));
    Instant end = Instant.now().plus(PATIENCE);
    while (access.problem(one.getValue()).isPresent() && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static AclBinding binding(String user, Right right) {
    return new AclBinding(
        new ResourcePattern(
            right.type(),
            right.stem(),
            right.isPrefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", right.operation(), AclPermissionType.ALLOW));
  }

  /** Options of a command whose clients log in as a user. */
  List<String> clients(String user) {
    return clients("SASL_PLAINTEXT", "login", user);
  }

  /**
   * The same by some protocol, at one of the listeners plain, login, tls and loginOverTls. The
   * broker's certificate is known.
   */
  List<String> clients(String protocol, String listener, String user) {
    List<String> options = new ArrayList<>();
    options.add("--bootstrap.servers=" + servers(listener));
    options.add("--kafka.security.protocol=" + protocol);
    if (protocol.startsWith("SASL")) {
      Guard.client(user).forEach((name, value) -> options.add("--kafka." + name + "=" + value));
    }
    if (protocol.endsWith("SSL")) {
      options.add("--kafka.ssl.truststore.location=" + guard.keystore());
      options.add("--kafka.ssl.truststore.password=" + Guard.PASSWORD);
      options.add("--kafka.ssl.truststore.type=PKCS12");
    }
    return options;
  }

  String servers(String listener) {
    return switch (listener) {
      case "login" -> guard.loginServers();
      case "tls" -> guard.tlsServers();
      case "loginOverTls" -> guard.loginOverTlsServers();
      default -> broker.bootstrapServers();
    };
  }

  @Override
  public void close() {
    broker.close();
  }
}
