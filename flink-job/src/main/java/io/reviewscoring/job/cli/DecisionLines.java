package io.reviewscoring.job.cli;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells, while a job runs, what it decides about the commands that reach it, as its status topic
 * has it. Thread-safe.
 */
final class DecisionLines implements AutoCloseable {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final long RETRY_MILLIS = 1_000;

  private final JobConfig config;
  private final Consumer<String> say;
  private volatile TopicFollower follower;
  private volatile boolean closed;

  private DecisionLines(JobConfig config, TopicFollower follower, Consumer<String> say) {
    this.config = config;
    this.follower = follower;
    this.say = say;
  }

  /**
   * Begins with what is decided from now on.
   *
   * @param say takes a line for the user, on a thread of this
   * @throws IOException if the brokers can't be asked
   */
  static DecisionLines start(JobConfig config, Consumer<String> say) throws IOException {
    DecisionLines lines = new DecisionLines(config, fromNowOn(config), say);
    Thread thread = new Thread(lines::follow, "decision-lines");
    thread.setDaemon(true);
    thread.start();
    return lines;
  }

  private static TopicFollower fromNowOn(JobConfig config) throws IOException {
    return TopicFollower.fromEnd(config, config.statusTopic());
  }

  private void follow() {
    while (!closed) {
      try (TopicFollower following = follower) {
        following.follow(this::tell, FOR_EVER);
      } catch (IOException e) {
        reconnect();
      }
    }
  }

  /** After an outage: the job waits for the brokers, too. */
  private void reconnect() {
    while (!closed) {
      try {
        Thread.sleep(RETRY_MILLIS);
        follower = fromNowOn(config);
        return;
      } catch (IOException e) {
        // Not there yet.
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean tell(ConsumerRecord<byte[], byte[]> record) {
    ActivationAnswer.status(record.value())
        .filter(status -> status.isOf(config.jobName()) && isDecision(status))
        .ifPresent(status -> say.accept(line(status)));
    return false;
  }

  /**
   * And not that it scores in each subtask, nor that the model given at the start was taken; but
   * what keeps that one from it.
   */
  private static boolean isDecision(ModelStatus status) {
    return switch (status.state()) {
      case ACTIVE -> false;
      case ACCEPTED -> status.controlOffset() != ModelStatus.INITIAL_OFFSET;
      case REJECTED, STALLED -> true;
    };
  }

  static String line(ModelStatus status) {
    String what =
        status.state() == ModelStatus.State.ACCEPTED
            ? InForce.words(status)
            : status.state().name().toLowerCase(Locale.ROOT) + ": " + status.reason();
    return "model        %s, %s".formatted(subject(status), what);
  }

  /** A command that was refused may name no model. */
  private static String subject(ModelStatus status) {
    if (!status.version().equals(ModelCommand.UNNAMED)) {
      return status.version();
    }
    return status.kind().hasBundle() ? "a command" : status.kind().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    closed = true;
    follower.wakeUp();
  }
}
