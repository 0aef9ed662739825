package io.reviewscoring.dashboard;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The live page of a job: reads its output topics and serves what they say to browsers. It needs
 * neither the job nor the broker to be up, and says on the page when they are not. Thread-safe.
 */
public final class Dashboard implements AutoCloseable {
  /** Where it is served when nothing else is said. */
  public static final int DEFAULT_PORT = 8090;

  private static final Duration HISTORY = Duration.ofMinutes(15);

  /** As far back as {@link ReviewRate} looks for the present rate. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(20);

  private final TopicReader reader;
  private final DashboardServer server;

  private final Board board;
  private final StreamHealth health;
  private final Clock clock;

  private Dashboard(
      TopicReader reader, DashboardServer server, Board board, StreamHealth health, Clock clock) {
    this.reader = reader;
    this.server = server;
    this.board = board;
    this.health = health;
    this.clock = clock;
  }

  /**
   * Begins to read and to serve.
   *
   * @param config of the job whose topics are read; of its other settings only the brokers and
   *     {@code kafka.*} count
   * @param host name or address to listen at
   * @param port 0 for any that is free
   * @throws IOException with one line, if it can't listen there
   */
  public static Dashboard start(JobConfig config, String host, int port) throws IOException {
    Clock clock = Clock.systemUTC();
    Board board = new Board(HISTORY, clock);
    StreamHealth health = new StreamHealth(config.bootstrapServers(), SILENT_AFTER, clock.millis());
    LiveSections sections =
        new LiveSections(board, health, new Sections(config.bootstrapServers()));
    DashboardServer server;
    try {
      server =
          new DashboardServer(
              InetAddress.getByName(host), port, sections, () -> health.at(clock.millis()));
    } catch (UnknownHostException e) {
      throw new IOException("there is no host " + host, e);
    } catch (BindException e) {
      throw taken(host, port, e);
    }
    return new Dashboard(
        new TopicReader(config, HISTORY, board, health, clock), server, board, health, clock);
  }

  /**
   * Whether it could be served there now, for who has work to do before.
   *
   * @throws IOException with one line, if it can't listen there
   */
  public static void checkPort(String host, int port) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw taken(host, port, e);
    }
  }

  private static IOException taken(String host, int port, BindException e) {
    return new IOException(
        "can't listen at "
            + host
            + ":"
            + port
            + ": "
            + e.getMessage()
            + "; --port takes another, --port=0 any that is free",
        e);
  }

  /** Where a browser on this machine finds it. */
  public URI address() {
    return server.address();
  }

  /** Why nothing can be shown at present, in one line; nothing if the broker has its topics. */
  Optional<String> obstacle() {
    StreamHealth.Finding finding = health.at(clock.millis());
    return switch (finding.state()) {
      case BROKER_AWAY, TOPICS_MISSING -> Optional.of(finding.words());
      case CONNECTING, SILENT, FLOWING -> Optional.empty();
    };
  }

  /** What has happened to the topics last; nothing if nothing has for a while. */
  Optional<Board.Notice> notice() {
    return Optional.ofNullable(board.notice());
  }

  @Override
  public void close() {
    server.close();
    reader.close();
  }
}
