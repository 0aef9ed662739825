package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.ReceivedCommand;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides about commands in the order of the control topic. Knows neither clock nor store: its
 * owner tells it the time (epoch milliseconds), has the bundles examined that are due, and takes
 * the outcomes. Not thread-safe.
 */
final class Decider {
  private final GateSettings settings;
  private final Admission admission;
  private final @Nullable String topicId;
  private final DecisionRecord record;
  private final List<OpenCommand> open = new ArrayList<>();
  private final Rulings rulings = new Rulings();
  private final Announcements announcements;
  private long finalUntil = GateMessage.NEVER;
  private boolean decided;
  private long lastOffset = ModelStatus.INITIAL_OFFSET;
  private long lastDelivered = ModelStatus.INITIAL_OFFSET;
  private boolean started;

  /**
   * Takes up where earlier runs ended: the state that is restored, and beyond it the record.
   *
   * @param log as it stands at the start
   * @param before null without state
   * @throws java.io.UncheckedIOException if the trusted keys can't be read
   * @throws Admission.RefusedRecordException if what is recorded is not to be believed
   */
  Decider(GateSettings settings, ControlLog.Contents log, @Nullable GateState before, long clock) {
    this.settings = settings;
    this.admission = new Admission(settings.stores(), log, before);
    this.topicId = log.topicId();
    this.announcements = new Announcements(topicId);
    boolean anew = before != null && before.isOfAnotherTopic(log);
    this.record =
        admission.believed(
            DecisionRecord.of(log.statuses(), anew ? requireNonNull(before).topicId() : topicId));
    record.accepted().forEach(status -> rulings.add(DecisionRecord.decision(status)));
    if (before == null) {
      adopt(record.accepted());
    } else {
      restore(before, anew);
    }
    if (decided) {
      // Earlier runs ticked up to their last clock: what they called final stays so.
      finalUntil = Math.max(finalUntil, clock + settings.swapLead().toMillis());
    } else if (settings.initialModel() != null) {
      open.add(admission.initial(settings.initialModel()));
    }
    log.commands().forEach(command -> receive(command, clock));
    advance(clock);
  }

  private void restore(GateState before, boolean anew) {
    finalUntil = before.finalUntil();
    decided = before.decided();
    String topicBefore = anew ? before.topicId() : topicId;
    adopt(record.acceptedBeyond(before, topicBefore));
    if (before.told() != null) {
      announcements.restore(before.told());
      // What was told, and whose record is lost, is in force all the same.
      before.told().stream()
          .filter(status -> status.state() == ModelStatus.State.ACCEPTED)
          .filter(status -> !record.contains(status))
          .forEach(status -> rulings.add(DecisionRecord.decision(status)));
    }
    if (!anew) {
      lastOffset = before.lastOffset();
      before.overtaking().forEach(rulings::protect);
    }
    for (PendingCommand pending : before.pending()) {
      if (record.contains(topicBefore, pending.offset(), pending.command())) {
        continue;
      }
      if (anew) {
        String reason = "the control topic was made anew before this was decided";
        announcements.rejected(pending, reason, topicBefore);
      } else {
        take(pending, admission.refusal(pending));
      }
    }
  }

  private void adopt(List<ModelStatus> accepted) {
    for (ModelStatus status : accepted) {
      Decision decision = DecisionRecord.decision(status);
      announcements.adopted(decision);
      if (Objects.equals(status.controlTopicId(), topicId)) {
        rulings.protect(decision);
      }
      decided = true;
    }
  }

  /**
   * Takes a record of the control topic as its reader delivers it. Those that stood there at the
   * start are known.
   *
   * @return false if the reader went back, and so the topic was made anew since the start
   */
  boolean deliver(ControlRecord command, long clock) {
    if (command.offset() == ModelStatus.INITIAL_OFFSET) {
      return true;
    }
    if (command.offset() <= lastDelivered) {
      return false;
    }
    lastDelivered = command.offset();
    receive(command, clock);
    advance(clock);
    return true;
  }

  private void receive(ControlRecord command, long clock) {
    if (command.offset() <= lastOffset) {
      return;
    }
    lastOffset = command.offset();
    if (command.value() == null) {
      return;
    }
    ReceivedCommand received = admission.receive(lastOffset, command.value(), clock);
    var pending = new PendingCommand(received.command(), lastOffset, null, received.envelope());
    if (!record.contains(topicId, lastOffset, pending.command())) {
      take(pending, received.refusal());
    }
  }

  private void take(PendingCommand pending, @Nullable String refusal) {
    if (refusal == null) {
      open.add(new OpenCommand(pending));
    } else {
      announcements.rejected(pending, refusal);
    }
  }

  /** The commands whose bundles are to be examined now; each is under way from then on. */
  List<PendingCommand> due(long clock) {
    return open.stream().filter(command -> command.isDue(clock)).map(OpenCommand::pending).toList();
  }

  /** What the examination of a command's bundle came to; of one that is not open, nothing. */
  void found(PendingCommand pending, Verdict verdict, long clock) {
    Optional<OpenCommand> meant =
        open.stream().filter(each -> each.pending().offset() == pending.offset()).findFirst();
    if (meant.isPresent() && verdict instanceof Verdict.Unreachable unreachable) {
      unreachable(meant.get(), unreachable.reason(), clock);
    } else {
      meant.ifPresent(command -> command.judge(verdict));
    }
    advance(clock);
  }

  private void unreachable(OpenCommand command, String reason, long clock) {
    boolean news = !command.isUnreachable();
    command.retryAt(clock, settings.retryInterval());
    long since = requireNonNull(command.pending().unreachableSince());
    if (!command.isInitial() && clock - since >= settings.retryFor().toMillis()) {
      open.remove(command);
      announcements.rejected(
          command.pending(),
          reason
              + "; given up after model.retry-for (%s s): publish it again"
                  .formatted(settings.retryFor().toSeconds()));
    } else if (news) {
      announcements.stalled(command.pending(), reason + "; trying again");
    }
  }

  /** Decides what can be decided, in the order of the topic. */
  private void advance(long clock) {
    Iterator<OpenCommand> each = open.iterator();
    boolean inTurn = true;
    while (each.hasNext()) {
      OpenCommand command = each.next();
      Verdict verdict = inTurn ? command.verdict() : null;
      if (decided && command.isInitial()) {
        // It counts only before the first activation, and that came while its store was away.
        each.remove();
      } else if (verdict instanceof Verdict.Sound || verdict instanceof Verdict.NoBundle) {
        each.remove();
        decide(command.pending(), verdict instanceof Verdict.Sound sound ? sound : null, clock);
      } else if (verdict instanceof Verdict.Refused refused && !command.isInitial()) {
        each.remove();
        announcements.rejected(command.pending(), refused.reason());
      } else {
        inTurn &= command.isUnreachable();
      }
    }
    rulings.forgetBefore(open.isEmpty() ? Long.MAX_VALUE : open.get(0).pending().offset());
    started |= open.stream().allMatch(OpenCommand::isUnreachable);
  }

  /** Decides; {@code sound} is the command's own model, null where it brings none. */
  private void decide(PendingCommand pending, Verdict.@Nullable Sound sound, long clock) {
    boolean initial = pending.offset() == ModelStatus.INITIAL_OFFSET;
    String retired = admission.refusal(pending);
    if (retired != null) {
      announcements.rejected(pending, retired);
      return;
    }
    Long requested = initial ? Long.valueOf(0) : pending.command().requestedFrom();
    long wanted = requested == null ? clock : requested;
    if (!decided) {
      // Reviews older than the first activation take the first model: were it in force only later,
      // a second one in between would take them from it, after they were scored.
      wanted = Math.min(wanted, clock);
    }
    long earliest = finalUntil == GateMessage.NEVER ? wanted : Math.max(wanted, finalUntil + 1);
    Rulings.Ruling ruling =
        rulings.on(
            pending, sound, requested, earliest, name -> isAskedBefore(pending.offset(), name));
    if (ruling.decision() == null) {
      announcements.rejected(pending, ruling.refusal());
    } else {
      decided = true;
      announcements.accepted(pending, ruling.decision(), requested);
    }
  }

  /** Whether an older command, which waits for its store, asks for an experiment. */
  private boolean isAskedBefore(long offset, String experiment) {
    return open.stream()
        .map(OpenCommand::pending)
        .filter(pending -> pending.offset() < offset)
        .map(pending -> pending.command().change())
        .anyMatch(change -> change != null && experiment.equals(change.experiment()));
  }

  /** What is to be said since the last call, in its order. */
  List<Outcome> outcomes() {
    return announcements.take();
  }

  /** Whether the state that was restored holds decisions that the record may have lost. */
  boolean doubtsRecord() {
    return announcements.doubtRecord();
  }

  /** Tells them again, those that the record lacks now that all told is visible. */
  void checkRecord(List<ModelStatus> statuses) {
    announcements.check(DecisionRecord.of(statuses, topicId));
  }

  /** The next promise, unless it would come before all that stood in the topic at the start. */
  Optional<GateMessage> tick(long clock) {
    if (!started || !decided || finalUntil == GateMessage.END_OF_TIME) {
      return Optional.empty();
    }
    finalUntil = Math.max(finalUntil, clock + settings.swapLead().toMillis());
    return Optional.of(GateMessage.tick(finalUntil, clock));
  }

  /** The last tick: nothing more is decided. */
  GateMessage end() {
    finalUntil = GateMessage.END_OF_TIME;
    return GateMessage.tick(finalUntil, finalUntil);
  }

  boolean hasEnded() {
    return finalUntil == GateMessage.END_OF_TIME;
  }

  boolean isDecided() {
    return decided;
  }

  /** What is not decided yet, in the order of the topic. */
  List<OpenCommand> open() {
    return List.copyOf(open);
  }

  GateState state() {
    return new GateState(
        finalUntil,
        decided,
        lastOffset,
        open.stream().filter(command -> !command.isInitial()).map(OpenCommand::pending).toList(),
        rulings.overtaking(),
        topicId,
        announcements.told(),
        admission.lastSignedBefore(lastOffset + 1));
  }
}
