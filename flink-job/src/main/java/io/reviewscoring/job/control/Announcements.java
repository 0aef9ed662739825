package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gate has to say, in its order, and what it said of late. Not thread-safe. */
final class Announcements {
  private static final int KEPT = 100;

  private final @Nullable String topicId;
  private final List<ModelStatus> told = new ArrayList<>();
  private final List<ModelStatus> toldBefore = new ArrayList<>();
  private List<Outcome> outcomes = new ArrayList<>();

  /** Of commands of this control topic. */
  Announcements(@Nullable String topicId) {
    this.topicId = topicId;
  }

  /** What a restored state had told: perhaps its record is lost. */
  void restore(List<ModelStatus> before) {
    told.addAll(before);
    toldBefore.addAll(before);
  }

  /** A decision that stands in the record. */
  void adopted(Decision decision) {
    outcomes.add(new Outcome(decision, null));
  }

  /** A new decision; {@code requestedFrom} in epoch milliseconds, null for as soon as possible. */
  void accepted(PendingCommand pending, Decision decision, @Nullable Long requestedFrom) {
    ModelStatus status =
        new ModelStatus(
                decision.version(),
                ModelStatus.State.ACCEPTED,
                null,
                null,
                requestedFrom,
                decision.effectiveFrom(),
                pending.command().uri(),
                decision.sha256(),
                pending.offset(),
                null)
            .withControlTopicId(topicId)
            .withChange(decision.change())
            .withEnvelope(pending.envelope());
    outcomes.add(new Outcome(decision, status));
    remember(status);
  }

  void rejected(PendingCommand pending, @Nullable String reason) {
    rejected(pending, reason, topicId);
  }

  /** The same of a command of another control topic. */
  void rejected(PendingCommand pending, @Nullable String reason, @Nullable String topic) {
    remember(undecided(pending, ModelStatus.State.REJECTED, reason, topic));
  }

  void stalled(PendingCommand pending, String reason) {
    undecided(pending, ModelStatus.State.STALLED, reason, topicId);
  }

  private ModelStatus undecided(
      PendingCommand pending,
      ModelStatus.State state,
      @Nullable String reason,
      @Nullable String topic) {
    ModelCommand command = pending.command();
    ModelStatus status =
        new ModelStatus(
                command.version(),
                state,
                reason,
                null,
                requestedFromIfReadable(command),
                null,
                command.uri(),
                command.sha256(),
                pending.offset(),
                null)
            .withControlTopicId(topic)
            .withChange(command.change())
            .withEnvelope(pending.envelope());
    outcomes.add(new Outcome(null, status));
    return status;
  }

  private static @Nullable Long requestedFromIfReadable(ModelCommand command) {
    try {
      return command.requestedFrom();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private void remember(ModelStatus decision) {
    told.add(decision);
    if (told.size() > KEPT) {
      told.remove(0);
    }
  }

  /** What is to be said since the last call. */
  List<Outcome> take() {
    List<Outcome> said = outcomes;
    outcomes = new ArrayList<>();
    return said;
  }

  /** The last decisions, as they were told. */
  List<ModelStatus> told() {
    return List.copyOf(told);
  }

  /** Whether there are restored decisions that the record may lack. */
  boolean doubtRecord() {
    return !toldBefore.isEmpty();
  }

  /**
   * Tells the restored decisions again that the record lacks. To be called when all that the state
   * had told must be visible.
   */
  void check(DecisionRecord record) {
    toldBefore.stream()
        .filter(status -> !record.contains(status))
        .forEach(status -> outcomes.add(new Outcome(null, status)));
    toldBefore.clear();
  }
}
