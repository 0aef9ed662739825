package io.reviewscoring.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressTest {
  private static OwnAddress at(String host) throws Exception {
    InetAddress address = InetAddress.getByName(host);
    return new OwnAddress(address, new InetSocketAddress(address, 8090));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://localhost:8090/",
    "0.0.0.0, http://localhost:8090/",
    "127.0.0.2, http://127.0.0.2:8090/",
    "::1, http://[::1]:8090/",
    "192.0.2.7, http://192.0.2.7:8090/"
  })
  void theAddressIsWhereItIsAndAnswers(String host, String uri) throws Exception {
    OwnAddress address = at(host);
    assertThat(address.uri()).isEqualTo(URI.create(uri));
    assertThat(address.isAskedFor(address.uri().getAuthority())).isTrue();
    assertThat(address.isAskedFor("LOCALHOST:8090")).isTrue();
  }

  @Test
  void theNameThatWasGivenIsAnsweredTo() throws Exception {
    InetAddress named = InetAddress.getByAddress("mine.example", new byte[] {127, 0, 1, 1});
    OwnAddress address = new OwnAddress(named, new InetSocketAddress(named, 8090));
    assertThat(address.uri()).isEqualTo(URI.create("http://127.0.1.1:8090/"));
    assertThat(address.isAskedFor("mine.example:8090")).isTrue();
    assertThat(address.isAskedFor("127.0.1.1")).isTrue();
  }

  @Test
  void onLoopbackNoOtherNameIs() throws Exception {
    for (String other : new String[] {"evil.example", "127.0.0.3:8090", "", ":8090"}) {
      assertThat(at("127.0.0.2").isAskedFor(other)).as(other).isFalse();
    }
    assertThat(at("127.0.0.2").isAskedFor(null)).isFalse();
    assertThat(at("0.0.0.0").isAskedFor("any.example")).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherLoopbackAddressServesAtTheAddressThatItNames() throws Exception {
    InetAddress other = InetAddress.getByName("127.0.0.2");
    var health = new StreamHealth("broker:9092", Duration.ofSeconds(10), 0);
    try (var server = new DashboardServer(other, 0, Map::of, () -> health.at(0))) {
      var page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(server.address()).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(server.address().getHost()).isEqualTo("127.0.0.2");
      assertThat(page.statusCode()).isEqualTo(200);
    }
  }
}
