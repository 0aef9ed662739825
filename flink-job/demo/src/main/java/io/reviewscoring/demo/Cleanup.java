package io.reviewscoring.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must end with the demo, the last opened first, whether it ends by itself or by Ctrl-C. What
 * is opened after that ends at once. Thread-safe; a second {@link #close} waits for the first and
 * does nothing.
 */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    if (closed) {
      close();
    }
    return resource;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // The rest must be closed all the same, and at the end nobody can do anything about it.
      }
    }
  }
}
