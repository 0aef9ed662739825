package io.reviewscoring.job.message;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts dead letters by their reason in Flink's metrics. For one task thread. */
public final class DeadLetterCounters {
  private final MetricGroup group;
  private final Map<String, Counter> byReason = new HashMap<>();

  public DeadLetterCounters(MetricGroup group) {
    this.group = group;
  }

  public void count(DeadLetter letter) {
    byReason.computeIfAbsent(letter.reason(), this::register).inc();
  }

  private Counter register(String reason) {
    return group.addGroup("reason", reason).counter("deadLetters");
  }
}
