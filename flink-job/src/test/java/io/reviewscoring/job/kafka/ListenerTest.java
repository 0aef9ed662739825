package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is heard where no broker is; brokers are asked by {@code RightsIT}. */
class ListenerTest {

  /** What clients are told where somebody answers all with some bytes, and hangs up. */
  private static Optional<String> problem(byte[] answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answer(server, answer));
      answering.start();
      String address = "127.0.0.1:" + server.getLocalPort();
      Optional<String> problem =
          new Listener(JobConfig.parse("--bootstrap.servers=" + address)).problem();
      answering.join();
      return problem.map(line -> line.replace(address, "here"));
    }
  }

  private static void answer(ServerSocket server, byte[] bytes) {
    try (Socket socket = server.accept()) {
      var unused = socket.getInputStream().read(new byte[256]);
      socket.getOutputStream().write(bytes);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anAlertOfTlsIsTold() throws Exception {
    assertThat(problem(HexFormat.of().parseHex("15030300020250")))
        .contains(
            "Kafka at here answers, but not so: it speaks TLS, and kafka.security.protocol is"
                + " PLAINTEXT: set it to SSL or SASL_SSL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\0\n\0\0\0\1\0\0\0\0\0\0"})
  void whoeverIsNoBrokerIsLeftToTheClients(String answer) throws Exception {
    assertThat(problem(answer.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void whereNobodyListensNothingIsTold() throws Exception {
    assertThat(new Listener(JobConfig.parse("--bootstrap.servers=127.0.0.1:1")).problem())
        .isEmpty();
  }
}
