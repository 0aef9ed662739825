package io.reviewscoring.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Hands out the page, its events at {@code /events} and {@code /healthz}. Thread-safe. */
final class DashboardServer implements AutoCloseable {
  private static final int MAX_PAGES = 32;
  private static final int MAX_THREADS = MAX_PAGES + 16;
  private static final Duration STALLED = Duration.ofSeconds(8);

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final StalledWriters writers;
  private final EventStream events;
  private final Supplier<StreamHealth.Finding> health;
  private final PageFiles files = new PageFiles();
  private final OwnAddress address;

  /**
   * Begins to serve.
   *
   * @param port 0 for any that is free
   * @throws IOException if the address can't be had
   */
  DashboardServer(
      InetAddress address,
      int port,
      Supplier<Map<String, String>> sections,
      Supplier<StreamHealth.Finding> health)
      throws IOException {
    // A connection that sends no request, or half of one, is not kept for ever. Read when the JDK's
    // server is first used; what the user has set stays.
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "20");
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    System.getProperties().putIfAbsent("jdk.httpserver.maxConnections", "256");
    this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
    this.writers = new StalledWriters(STALLED);
    this.events = new EventStream(sections, MAX_PAGES, writers);
    this.health = health;
    this.address = new OwnAddress(address, server.getAddress());
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "dashboard-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> writers.watch(() -> answer(exchange)));
    server.start();
  }

  /** Where a browser on this machine finds the page. */
  URI address() {
    return address.uri();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Responses.protect(exchange.getResponseHeaders());
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      if (!address.isAskedFor(exchange.getRequestHeaders().getFirst("Host"))) {
        Responses.text(exchange, 421, "this dashboard is at " + address.uri() + "\n");
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        Responses.text(exchange, 405, "GET only\n");
      } else if (path.equals("/events") && method.equals("GET")) {
        events.serve(exchange);
      } else if (path.equals("/healthz")) {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        Responses.text(exchange, 200, "up, stream " + health.get().state() + "\n");
      } else {
        file(exchange, path);
      }
    }
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    Optional<PageFiles.PageFile> file = files.find(path);
    if (file.isEmpty()) {
      Responses.text(exchange, 404, "no such page\n");
      return;
    }
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    Responses.bytes(exchange, 200, file.get().contentType(), file.get().content());
  }

  /** Ends all connections. */
  @Override
  public void close() {
    events.close();
    writers.close();
    threads.shutdownNow();
    server.stop(0);
  }
}
