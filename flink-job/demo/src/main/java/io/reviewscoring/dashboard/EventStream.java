package io.reviewscoring.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Server-sent events: a browser that connects, or connects again, gets every section, and then each
 * second those that have changed: at least the stream's, whose time goes on, so that no proxy cuts
 * a connection where nothing happens. Thread-safe; each client has its own thread.
 */
final class EventStream {
  private static final long BEAT_MILLIS = 1_000;

  private final Supplier<Map<String, String>> sections;
  private final Semaphore places;
  private final StalledWriters writers;
  private volatile boolean closed;

  EventStream(Supplier<Map<String, String>> sections, int maxClients, StalledWriters writers) {
    this.sections = sections;
    this.writers = writers;
    this.places = new Semaphore(maxClients);
  }

  /** Serves until the browser leaves or the server ends. */
  void serve(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "10");
      Responses.text(exchange, 503, "too many pages are open on this dashboard\n");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store, no-transform");
      // A proxy such as nginx would collect events until its buffer is full.
      exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 16_384)) {
        write(out);
      }
    } finally {
      places.release();
    }
  }

  private void write(OutputStream out) throws IOException {
    out.write("retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII));
    Map<String, String> told = new HashMap<>();
    while (!closed) {
      writers.goesOn();
      for (Map.Entry<String, String> section : sections.get().entrySet()) {
        if (!section.getValue().equals(told.put(section.getKey(), section.getValue()))) {
          String event = "event: " + section.getKey() + "\ndata: " + section.getValue() + "\n\n";
          out.write(event.getBytes(StandardCharsets.UTF_8));
        }
      }
      out.flush();
      try {
        Thread.sleep(BEAT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  void close() {
    closed = true;
  }
}
