package io.reviewscoring.dashboard;

import java.util.Map;
import java.util.function.Supplier;

/** The sections as of now, made at most twice a second however many pages ask. Thread-safe. */
final class LiveSections implements Supplier<Map<String, String>> {
  private static final long MAX_AGE_NANOS = 500_000_000;

  private final Board board;
  private final StreamHealth health;
  private final Sections sections;
  private Map<String, String> latest = Map.of();
  private long madeAt;

  LiveSections(Board board, StreamHealth health, Sections sections) {
    this.board = board;
    this.health = health;
    this.sections = sections;
  }

  @Override
  public synchronized Map<String, String> get() {
    if (latest.isEmpty() || System.nanoTime() - madeAt > MAX_AGE_NANOS) {
      Board.Reading reading = board.read();
      latest = sections.of(reading, health.at(reading.now()));
      madeAt = System.nanoTime();
    }
    return latest;
  }
}
