package io.reviewscoring.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.reviewscoring.job.message.Label;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server over real connections, without a broker. */
@SuppressWarnings("NullAway.Init")
@Timeout(240)
class DashboardServerTest {
  private final Clock clock = Clock.systemUTC();
  private final Board board = new Board(Duration.ofMinutes(15), clock);
  private final StreamHealth health =
      new StreamHealth("broker:9092", Duration.ofSeconds(10), clock.millis());
  private final HttpClient client = HttpClient.newHttpClient();
  private DashboardServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new DashboardServer(
            InetAddress.getLoopbackAddress(),
            0,
            new LiveSections(board, health, new Sections("broker:9092")),
            () -> health.at(clock.millis()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/dashboard.css",
        "/dashboard.js",
        "/charts.js",
        "/worker.js",
        "/icon.svg",
        "/lib/uPlot.js",
        "/lib/uPlot.min.css",
        "/healthz",
        "/nothing"
      })
  void everyAnswerIsProtected(String path) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(path.equals("/nothing") ? 404 : 200);
    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'self';")
        .doesNotContain("unsafe");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Content-Type")).isPresent();
  }

  @Test
  void thePageNamesOnlyFilesOfItsOwn() throws Exception {
    String page = get("/").body();

    assertThat(page).contains("<html lang=\"en\">").doesNotContain("http:", "https:", "//cdn");
    var references = java.util.regex.Pattern.compile("(?:src|href)=\"([^\"#]+)\"").matcher(page);
    List<String> files = new ArrayList<>();
    while (references.find()) {
      files.add(references.group(1));
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(5);
    for (String file : files) {
      assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void thePageIsLight() {
    assertThat(new PageFiles().size()).isBetween(50_000L, 150_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../dashboard.properties",
        "/%2e%2e/dashboard.properties",
        "/page/index.html",
        "//etc/passwd",
        "/lib/",
        "/DashboardServer.class"
      })
  void otherFilesAreNotToBeHad(String path) throws Exception {
    assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ");
  }

  @Test
  void onlyGetIsAnswered() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(server.address())
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(405);
  }

  @Test
  void onLoopbackAnotherNameIsRefused() throws Exception {
    assertThat(answer("GET /events HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void healthTellsTheStreamsStateAndIsUpWithoutABroker() throws Exception {
    health.failed("no Kafka broker answers at broker:9092", clock.millis());

    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz").body()).isEqualTo("up, stream BROKER_AWAY\n");
  }

  /** What comes to exactly these characters. */
  private String answer(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ScoredReview review(String id, double score, String text) {
    return new ScoredReview(
        id, "p", 0, score, Label.POSITIVE, null, 3, 3, "m", null, List.of(), text);
  }

  private static int lastBin(Map<String, JsonNode> sections) {
    return sections.getOrDefault("scores", MissingNode.getInstance()).at("/bins/9").asInt();
  }

  private HttpResponse<InputStream> stream() throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + "events")).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private InputStream events() throws Exception {
    HttpResponse<InputStream> response = stream();
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return response.body();
  }

  @Test
  void whoeverConnectsGetsEverythingFirstAndThenWhatChanges() throws Exception {
    board.review(review("r-1", 0.95, "<b>Good</b>\u2028"), clock.millis());
    for (int visit = 0; visit < 2; visit++) {
      try (var reader =
          new BufferedReader(new InputStreamReader(events(), StandardCharsets.UTF_8))) {
        Map<String, JsonNode> first = PageEvents.sections(reader, PageEvents.SECTIONS);
        assertThat(String.join(" ", new TreeSet<>(first.keySet())))
            .isEqualTo("deadLetters experiment models products rate reviews scores stream");
        assertThat(lastBin(first)).isEqualTo(1 + visit);

        board.review(review("r-2", 1.0, "Better"), clock.millis());
        Map<String, JsonNode> later = new HashMap<>();
        while (!later.containsKey("scores")) {
          later.putAll(PageEvents.sections(reader, 1));
        }
        assertThat(lastBin(later)).isEqualTo(2 + visit);
        assertThat(later).as("unchanged").doesNotContainKey("deadLetters");
      }
    }
  }

  @Test
  void somethingComesEverySecondAndNoProxyIsToKeepOrChangeIt() throws Exception {
    HttpResponse<InputStream> response = stream();
    assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store, no-transform");
    try (var reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      PageEvents.sections(reader, PageEvents.SECTIONS);
      for (int beat = 0; beat < 2; beat++) {
        assertThat(PageEvents.sections(reader, 1)).isNotEmpty();
      }
    }
  }

  @Test
  void thereIsABoundOnOpenPages() throws Exception {
    List<InputStream> open = new ArrayList<>();
    try {
      for (int page = 0; page < 32; page++) {
        open.add(events());
      }
      HttpResponse<String> refused = get("/events");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(get("/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (InputStream page : open) {
        page.close();
      }
    }
  }

  @Test
  void pagesThatNeverReadAreDroppedSoThatOthersGetIn() throws Exception {
    AtomicInteger beat = new AtomicInteger();
    String large = "x".repeat(8_000_000);
    List<Socket> stalled = new ArrayList<>();
    try (var busy =
        new DashboardServer(
            InetAddress.getLoopbackAddress(),
            0,
            () -> Map.of("large", large + beat.incrementAndGet()),
            () -> health.at(clock.millis()))) {
      for (int page = 0; page < 32; page++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), busy.address().getPort());
        stalled.add(socket);
        socket
            .getOutputStream()
            .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
        assertThat(socket.getInputStream().read()).as("it is served").isEqualTo('H');
      }
      while (status(busy, "/events") == 503) {
        Thread.sleep(200);
      }
      assertThat(status(busy, "/healthz")).isEqualTo(200);
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  /** The status of an answer whose body nobody waits for. */
  private int status(DashboardServer of, String path) throws Exception {
    var response =
        client.send(
            HttpRequest.newBuilder(of.address().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  @Test
  void closingEndsTheOpenPages() throws Exception {
    try (var reader = new BufferedReader(new InputStreamReader(events(), StandardCharsets.UTF_8))) {
      PageEvents.sections(reader, PageEvents.SECTIONS);
      server.close();

      assertThat(endOf(reader)).isTrue();
    }
  }

  private static boolean endOf(BufferedReader reader) {
    try {
      while (reader.readLine() != null) {
        // What was still on the way.
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }
}
