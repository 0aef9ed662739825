package io.reviewscoring.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Further listeners of a broker: one that asks for a login, one that speaks TLS, and one that does
 * both. Who has logged in may do what ACLs say and nothing else; all others may do everything.
 *
 * @param login port where users log in
 * @param tls port for TLS
 * @param loginOverTls port for both
 * @param keystore in PKCS #12, with the brokers' key, under {@link #PASSWORD}
 * @param users who may log in, by PLAIN with {@link #PASSWORD}
 */
public record Guard(int login, int tls, int loginOverTls, Path keystore, Set<String> users) {
  public static final String PASSWORD = "secret";

  /** None that the broker itself may take. */
  private static final Ports PORTS = new Ports(30_000, 32_000);

  private static final String HOST = "127.0.0.1:";
  private static final String PLAIN_LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  /**
   * At ports that are free, with a key of its own.
   *
   * @param directory for the key's file
   * @throws IOException if there are none, or no key can be made
   */
  public static Guard of(Path directory, Set<String> users) throws IOException {
    Path keystore = Files.createDirectories(directory).resolve("keystore.p12");
    makeKey(keystore);
    Set<Integer> ports = new TreeSet<>();
    while (ports.size() < 3) {
      ports.add(PORTS.free());
    }
    var port = ports.iterator();
    return new Guard(port.next(), port.next(), port.next(), keystore, users);
  }

  private static void makeKey(Path keystore) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    String words = "-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext SAN=ip:127.0.0.1";
    command.addAll(List.of(words.split(" ", -1)));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", keystore.toString()));
    Path log = keystore.resolveSibling("keytool.log");
    Process made =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (made.onExit().join().exitValue() != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
  }

  /** Where users log in, for {@code bootstrap.servers}. */
  public String loginServers() {
    return HOST + login;
  }

  /** Where TLS is spoken, for {@code bootstrap.servers}. */
  public String tlsServers() {
    return HOST + tls;
  }

  /** Where users log in over TLS, for {@code bootstrap.servers}. */
  public String loginOverTlsServers() {
    return HOST + loginOverTls;
  }

  /** How a client logs in, but for where and whether over TLS. */
  public static Map<String, String> client(String user) {
    return Map.of(
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        PLAIN_LOGIN + " username=\"" + user + "\" password=\"" + PASSWORD + "\";");
  }

  /** What a broker needs for it; what begins with a comma is added to what it has. */
  Properties settings() {
    Properties settings = new Properties();
    String listeners =
        ",SASL_PLAINTEXT://%s,SSL://%s,SASL_SSL://%s"
            .formatted(loginServers(), tlsServers(), loginOverTlsServers());
    settings.setProperty("listeners", listeners);
    settings.setProperty("advertised.listeners", listeners);
    settings.setProperty(
        "listener.security.protocol.map",
        ",SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL");
    settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
    String logins =
        users.stream()
            .map(user -> " user_%s=\"%s\"".formatted(user, PASSWORD))
            .collect(Collectors.joining("", PLAIN_LOGIN, ";"));
    settings.setProperty("listener.name.sasl_plaintext.plain.sasl.jaas.config", logins);
    settings.setProperty("listener.name.sasl_ssl.plain.sasl.jaas.config", logins);
    settings.setProperty("ssl.keystore.type", "PKCS12");
    settings.setProperty("ssl.keystore.location", keystore.toString());
    settings.setProperty("ssl.keystore.password", PASSWORD);
    settings.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.setProperty("super.users", "User:ANONYMOUS");
    return settings;
  }
}
