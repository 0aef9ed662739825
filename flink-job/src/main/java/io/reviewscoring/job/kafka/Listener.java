package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken where the clients are pointed at. One that speaks otherwise only sees that brokers
 * hang up, and takes them for absent after a while. Asked is the one thing that may be said before
 * a login: by which mechanisms one logs in.
 */
final class Listener {
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int CORRELATION = 7;
  private static final short VERSION = 1;
  private static final int LONGEST_ANSWER = 64 * 1024;

  /** The type of a record of TLS that says why it ends. */
  private static final int TLS_ALERT = 0x15;

  private final JobConfig config;

  Listener(JobConfig config) {
    this.config = config;
  }

  /**
   * What one hears.
   *
   * @param mechanisms by which one logs in; none where one doesn't; null where that isn't known
   */
  private record Speech(boolean tls, @Nullable Set<String> mechanisms) {
    private static Speech of(Socket socket, String mechanism) throws IOException {
      // In one piece: who hangs up with a part unread takes the answer back.
      ask(new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())), mechanism);
      return answer(new DataInputStream(socket.getInputStream()), socket instanceof SSLSocket);
    }

    private static void ask(DataOutputStream out, String mechanism) throws IOException {
      byte[] client = "review-scoring".getBytes(StandardCharsets.US_ASCII);
      byte[] name = mechanism.getBytes(StandardCharsets.UTF_8);
      out.writeInt(4 * Short.BYTES + Integer.BYTES + client.length + name.length);
      out.writeShort(ApiKeys.SASL_HANDSHAKE.id);
      out.writeShort(VERSION);
      out.writeInt(CORRELATION);
      out.writeShort(client.length);
      out.write(client);
      out.writeShort(name.length);
      out.write(name);
      out.flush();
    }

    private static Speech answer(DataInputStream in, boolean tls) throws IOException {
      int size = in.readInt();
      if (size >>> 24 == TLS_ALERT) {
        return new Speech(true, null);
      }
      if (size < 0 || size > LONGEST_ANSWER || in.readInt() != CORRELATION) {
        throw new IOException("no broker");
      }
      short error = in.readShort();
      if (error == Errors.ILLEGAL_SASL_STATE.code()) {
        return new Speech(tls, Set.of());
      }
      if (error != Errors.NONE.code() && error != Errors.UNSUPPORTED_SASL_MECHANISM.code()) {
        throw new IOException("another answer");
      }
      Set<String> mechanisms = new TreeSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        mechanisms.add(new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8));
      }
      return new Speech(tls, mechanisms);
    }
  }

  /**
   * Why these clients would not be understood there, in one line; empty if they would, or if that
   * can't be told. Takes seconds where nobody answers.
   */
  Optional<String> problem() {
    AdminClientConfig client;
    SecurityProtocol ours;
    try {
      client =
          new AdminClientConfig(
              ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties()));
      ours =
          SecurityProtocol.forName(
              client
                  .getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                  .toUpperCase(Locale.ROOT));
    } catch (KafkaException e) {
      return Optional.empty(); // a client can't be made of it, and says why
    }
    String mechanism = client.getString(SaslConfigs.SASL_MECHANISM);
    for (String server : client.getList(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      Speech theirs = hear(server, ours, client);
      if (theirs != null) {
        return mismatch(ours, mechanism, theirs)
            .map(words -> "Kafka at " + server + " answers, but not so: " + words);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Speech hear(
      String server, SecurityProtocol ours, AdminClientConfig client) {
    String host = Utils.getHost(server);
    Integer port = Utils.getPort(server);
    if (host == null || port == null) {
      return null;
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    String mechanism = isLogin(ours) ? client.getString(SaslConfigs.SASL_MECHANISM) : "PLAIN";
    if (!isTls(ours)) {
      return hearPlain(address, mechanism);
    }
    try (Socket socket = connected(address);
        Socket tls = overTls(socket, host, port, client)) {
      return Speech.of(tls, mechanism);
    } catch (IOException | KafkaException e) {
      // Where TLS fails for another reason than that it isn't spoken, the client says why.
      Speech plain = hearPlain(address, mechanism);
      return plain == null || plain.tls ? null : plain;
    }
  }

  private static @Nullable Speech hearPlain(InetSocketAddress address, String mechanism) {
    try (Socket socket = connected(address)) {
      return Speech.of(socket, mechanism);
    } catch (IOException e) {
      return null;
    }
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      socket.connect(address, PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** With the clients' own keys, so that a broker that asks for one is told. */
  private static Socket overTls(Socket socket, String host, int port, AdminClientConfig client)
      throws IOException {
    if (client.getClass(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
      throw new IOException("not known how");
    }
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(client.values());
      return factory.sslContext().getSocketFactory().createSocket(socket, host, port, true);
    }
  }

  /** What the clients have to be told, in words; empty if they speak so. */
  private static Optional<String> mismatch(SecurityProtocol ours, String mechanism, Speech theirs) {
    Set<String> mechanisms = theirs.mechanisms;
    if (isTls(ours) != theirs.tls) {
      String found = theirs.tls ? "it speaks TLS" : "it does not speak TLS";
      return Optional.of(found + ", and" + protocol(ours, theirs));
    }
    if (mechanisms == null || isLogin(ours) == !mechanisms.isEmpty()) {
      return mechanisms == null || mechanisms.isEmpty() || mechanisms.contains(mechanism)
          ? Optional.empty()
          : Optional.of(
              "one logs in by %s, and kafka.sasl.mechanism is %s"
                  .formatted(String.join(", ", mechanisms), mechanism));
    }
    String found =
        mechanisms.isEmpty()
            ? "nobody logs in there"
            : "one logs in by " + String.join(", ", mechanisms);
    return Optional.of(found + ", and" + protocol(ours, theirs));
  }

  private static String protocol(SecurityProtocol ours, Speech theirs) {
    Set<String> mechanisms = theirs.mechanisms;
    String right;
    if (mechanisms == null) {
      right = "SSL or SASL_SSL";
    } else if (mechanisms.isEmpty()) {
      right = theirs.tls ? "SSL" : "PLAINTEXT";
    } else {
      right =
          (theirs.tls ? "SASL_SSL" : "SASL_PLAINTEXT")
              + (isLogin(ours) ? "" : ", with kafka.sasl.mechanism and kafka.sasl.jaas.config");
    }
    return " kafka.security.protocol is " + ours.name + ": set it to " + right;
  }

  private static boolean isTls(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
  }

  private static boolean isLogin(SecurityProtocol protocol) {
    return protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
  }
}
