package io.reviewscoring.job.kafka;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What went wrong between a client and the brokers, in one line for people. */
public final class KafkaFailure {
  /** How a client says that not one of its hosts' names leads to an address. */
  private static final String UNRESOLVED = "No resolvable bootstrap urls";

  private KafkaFailure() {}

  /**
   * The failure as an exception whose message is that line; its cause is kept. Of an {@link
   * InterruptedException} the thread's interrupt is kept too.
   */
  public static IOException of(String bootstrapServers, Exception thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IOException("interrupted", thrown);
    }
    Throwable failure =
        thrown instanceof ExecutionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof TimeoutException) {
      return new IOException("no Kafka broker answers at " + bootstrapServers, failure);
    }
    // A client that can't be made says why in its cause only.
    Throwable reason =
        failure.getClass() == KafkaException.class && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (reason instanceof ConfigException
        && String.valueOf(reason.getMessage()).startsWith(UNRESOLVED)) {
      return new IOException("there is no such host: " + bootstrapServers, failure);
    }
    return new IOException("Kafka at " + bootstrapServers + ": " + line(reason), failure);
  }

  /** Of TLS that fails the client says no more than that; why stands behind it. */
  private static String line(Throwable reason) {
    String message = String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
    Throwable cause = reason.getCause();
    return reason instanceof SslAuthenticationException && cause != null
        ? message + ": " + line(cause)
        : message;
  }
}
