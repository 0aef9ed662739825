package io.reviewscoring.job.cli;

import io.reviewscoring.job.kafka.TopicFollower;
import io.reviewscoring.job.message.InForce;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a job says of a command. Belongs to one thread. */
final class ActivationAnswer {

  /** What is waited for. */
  enum Goal {
    ACCEPTED,
    ACTIVE
  }

  /** The status topic as it goes on, such as {@link TopicFollower#follow}. */
  @FunctionalInterface
  interface Statuses {
    /** Whether the last one came in time. */
    boolean follow(Predicate<ConsumerRecord<byte[], byte[]>> isLast, Duration timeout)
        throws IOException;
  }

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final ModelCommand command;
  private final long offset;
  private final String job;
  private final Goal goal;
  private final Consumer<String> say;
  private final Set<String> others = new TreeSet<>();
  private @Nullable ModelStatus rejection;
  private @Nullable Instant inForceFrom;

  /**
   * @param offset of the command on the control topic
   * @param job whose answer counts
   * @param say takes a line for the user
   */
  ActivationAnswer(ModelCommand command, long offset, String job, Goal goal, Consumer<String> say) {
    this.command = command;
    this.offset = offset;
    this.job = job;
    this.goal = goal;
    this.say = say;
  }

  /**
   * Waits for it. A model that is accepted for a later instant is waited for until then, and the
   * timeout counts from there.
   *
   * @throws CommandException if the job refuses, or does not answer in time
   */
  void await(Statuses statuses, Duration timeout) throws IOException, CommandException {
    boolean answered = statuses.follow(this::isLast, timeout);
    if (!answered && goal == Goal.ACTIVE && inForceFrom != null) {
      Duration left = Duration.between(Instant.now(), inForceFrom).plus(timeout);
      answered = statuses.follow(this::isLast, left.compareTo(FOR_EVER) < 0 ? left : FOR_EVER);
    }
    if (rejection != null) {
      throw failure("rejected: " + rejection.reason());
    }
    if (!answered) {
      throw failure(
          "job %s did not make it %s within %d s%s; it stays published: %s"
              .formatted(
                  job,
                  goal.name().toLowerCase(Locale.ROOT),
                  timeout.toSeconds(),
                  inForceFrom == null ? "" : " of its instant",
                  others.isEmpty()
                      ? "is the job running?"
                      : "job " + String.join(", ", others) + " answered, name it by --job.name"));
    }
  }

  private boolean isLast(ConsumerRecord<byte[], byte[]> record) {
    Optional<ModelStatus> answer =
        status(record.value())
            .filter(status -> status.controlOffset() == offset)
            .filter(this::isAbout);
    answer.map(ModelStatus::job).filter(name -> !name.equals(job)).ifPresent(others::add);
    return answer.filter(status -> status.isOf(job)).map(this::take).orElse(false);
  }

  /** Which model it is that a command without a bundle is about, the job says. */
  private boolean isAbout(ModelStatus status) {
    return !command.kind().hasBundle() || status.version().equals(command.version());
  }

  private boolean take(ModelStatus status) {
    say.accept(words(status));
    return switch (status.state()) {
      case REJECTED -> {
        rejection = status;
        yield true;
      }
      case ACTIVE -> true;
      case ACCEPTED -> {
        Long from = status.effectiveFrom();
        inForceFrom = from == null ? null : Instant.ofEpochMilli(from);
        yield goal == Goal.ACCEPTED;
      }
      case STALLED -> false;
    };
  }

  /** A record of the status topic; empty if somebody else wrote it. */
  static Optional<ModelStatus> status(byte @Nullable [] value) {
    try {
      return value == null ? Optional.empty() : Optional.of(Messages.modelStatus(value));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private static String words(ModelStatus status) {
    return switch (status.state()) {
      case ACCEPTED -> "accepted   " + model(status) + InForce.words(status);
      case REJECTED -> "rejected   " + status.reason();
      case ACTIVE -> "active     loaded in " + status.loadMillis() + " ms";
      case STALLED -> "stalled    " + status.reason();
    };
  }

  /** Named where the command does not. */
  private static String model(ModelStatus status) {
    return status.kind().hasBundle() ? "" : status.version() + ", ";
  }

  private static CommandException failure(String message) {
    return new CommandException(CommandException.FAILURE, message);
  }
}
