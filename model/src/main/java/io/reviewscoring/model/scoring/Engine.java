package io.reviewscoring.model.scoring;

import java.util.Locale;

/** How a network is computed. Every engine gives the same bits. */
public enum Engine {
  /** Plain Java. */
  SCALAR,
  /** The Vector API, where the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  VECTOR;

  /** The fastest engine that this JVM can run. */
  public static Engine best() {
    return SCALAR;
  }

  /** Its name for logs and metrics: {@code scalar} or {@code vector}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
