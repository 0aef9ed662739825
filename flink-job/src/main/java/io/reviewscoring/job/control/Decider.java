package io.reviewscoring.job.control;

import static java.util.Objects.requireNonNull;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.timeline.Decision;
import io.reviewscoring.job.timeline.GateMessage;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides about commands in the order of the control topic. Knows neither clock nor store: its
 * owner tells it the time (epoch milliseconds), has the bundles examined that are due, and takes
 * the outcomes. Not thread-safe.
 */
final class Decider {
  private static final int KEPT_TOLD = 100;
  private static final ModelCommand UNREADABLE = new ModelCommand("unknown", "", "", null);

  private final GateSettings settings;
  private final @Nullable String topicId;
  private final DecisionRecord record;
  private final List<OpenCommand> open = new ArrayList<>();
  private final List<Decision> overtaking = new ArrayList<>();
  private final List<ModelStatus> told = new ArrayList<>();
  private final List<ModelStatus> toldBefore = new ArrayList<>();
  private List<Outcome> outcomes = new ArrayList<>();
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
   */
  Decider(GateSettings settings, ControlLog.Contents log, @Nullable GateState before, long clock) {
    this.settings = settings;
    this.topicId = log.topicId();
    boolean anew = before != null && isAnew(before, log);
    this.record =
        DecisionRecord.of(log.statuses(), anew ? requireNonNull(before).topicId() : topicId);
    if (before == null) {
      adopt(record.accepted());
    } else {
      restore(before, anew);
    }
    if (decided) {
      // Earlier runs ticked up to their last clock: what they called final stays so.
      finalUntil = Math.max(finalUntil, clock + settings.swapLead().toMillis());
    } else if (settings.initialModel() != null) {
      ModelCommand initial = new ModelCommand("initial", settings.initialModel(), "", null);
      open.add(new OpenCommand(new PendingCommand(initial, ModelStatus.INITIAL_OFFSET, null)));
    }
    log.commands().forEach(this::receive);
    advance(clock);
  }

  private static boolean isAnew(GateState before, ControlLog.Contents log) {
    return before.topicId() == null
        ? before.lastOffset() > log.lastOffset()
        : !before.topicId().equals(log.topicId());
  }

  private void restore(GateState before, boolean anew) {
    finalUntil = before.finalUntil();
    decided = before.decided();
    String topicBefore = anew ? before.topicId() : topicId;
    adopt(record.acceptedBeyond(before, topicBefore));
    if (before.told() != null) {
      told.addAll(before.told());
      toldBefore.addAll(before.told());
    }
    if (!anew) {
      lastOffset = before.lastOffset();
      overtaking.addAll(before.overtaking());
    }
    for (PendingCommand pending : before.pending()) {
      if (record.contains(topicBefore, pending.offset(), pending.command().version())) {
        continue;
      }
      if (anew) {
        refuse(pending, "the control topic was made anew before this was decided", topicBefore);
      } else {
        open.add(new OpenCommand(pending));
      }
    }
  }

  private void adopt(List<ModelStatus> accepted) {
    for (ModelStatus status : accepted) {
      Decision decision =
          new Decision(
              status.version(),
              requireNonNull(status.sha256()),
              requireNonNull(status.effectiveFrom()),
              status.controlOffset());
      outcomes.add(new Outcome(decision, null));
      if (Objects.equals(status.controlTopicId(), topicId)) {
        overtaking.add(decision);
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
    receive(command);
    advance(clock);
    return true;
  }

  private void receive(ControlRecord command) {
    if (command.offset() <= lastOffset) {
      return;
    }
    lastOffset = command.offset();
    if (command.value() == null) {
      return;
    }
    PendingCommand pending;
    try {
      pending = new PendingCommand(Messages.modelCommand(command.value()), lastOffset, null);
    } catch (MalformedMessageException e) {
      if (!record.contains(topicId, lastOffset, UNREADABLE.version())) {
        refuse(new PendingCommand(UNREADABLE, lastOffset, null), e.getMessage(), topicId);
      }
      return;
    }
    if (record.contains(topicId, lastOffset, pending.command().version())) {
      return;
    }
    try {
      Long unused = pending.command().requestedFrom();
    } catch (DateTimeException | ArithmeticException e) {
      String reason = "effectiveFrom is no instant: " + pending.command().effectiveFrom();
      refuse(pending, reason, topicId);
      return;
    }
    Optional<String> outside = settings.stores().refusal(pending.command().uri());
    if (outside.isPresent()) {
      refuse(pending, outside.get(), topicId);
      return;
    }
    open.add(new OpenCommand(pending));
  }

  /** The commands whose bundles are to be examined now; each is under way from then on. */
  List<PendingCommand> due(long clock) {
    List<PendingCommand> due = new ArrayList<>();
    for (OpenCommand command : open) {
      if (command.isDue(clock)) {
        due.add(command.pending());
      }
    }
    return due;
  }

  /** What the examination of a command's bundle came to; of one that is not open, nothing. */
  void found(PendingCommand pending, Verdict verdict, long clock) {
    for (OpenCommand command : List.copyOf(open)) {
      if (command.pending().offset() == pending.offset()) {
        if (verdict instanceof Verdict.Unreachable unreachable) {
          unreachable(command, unreachable.reason(), clock);
        } else {
          command.judge(verdict);
        }
      }
    }
    advance(clock);
  }

  private void unreachable(OpenCommand command, String reason, long clock) {
    boolean news = !command.isUnreachable();
    command.retryAt(clock, settings.retryInterval());
    long since = requireNonNull(command.pending().unreachableSince());
    if (!command.isInitial() && clock - since >= settings.retryFor().toMillis()) {
      open.remove(command);
      refuse(
          command.pending(),
          reason
              + "; given up after model.retry-for (%s s): publish it again"
                  .formatted(settings.retryFor().toSeconds()),
          topicId);
    } else if (news) {
      status(GateStatus.stalled(command.pending(), reason + "; trying again"), topicId);
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
      } else if (verdict instanceof Verdict.Sound sound) {
        each.remove();
        accept(command.pending(), sound, clock);
      } else if (verdict instanceof Verdict.Refused refused && !command.isInitial()) {
        each.remove();
        refuse(command.pending(), refused.reason(), topicId);
      } else {
        inTurn &= command.isUnreachable();
      }
    }
    long oldest = open.isEmpty() ? Long.MAX_VALUE : open.get(0).pending().offset();
    overtaking.removeIf(decision -> decision.controlOffset() < oldest);
    started |= open.stream().allMatch(OpenCommand::isUnreachable);
  }

  private void accept(PendingCommand pending, Verdict.Sound sound, long clock) {
    boolean initial = pending.offset() == ModelStatus.INITIAL_OFFSET;
    Long requested = initial ? Long.valueOf(0) : pending.command().requestedFrom();
    long wanted = requested == null ? clock : requested;
    if (!decided) {
      // Reviews older than the first activation take the first model: were it in force only later,
      // a second one in between would take them from it, after they were scored.
      wanted = Math.min(wanted, clock);
    }
    long effectiveFrom =
        finalUntil == GateMessage.NEVER ? wanted : Math.max(wanted, finalUntil + 1);
    Decision newer = overtaker(pending.offset(), requested, effectiveFrom);
    if (newer != null) {
      refuse(
          pending,
          "superseded: its store could not be reached before the later activation of %s was in force"
              .formatted(newer.version()),
          topicId);
      return;
    }
    decided = true;
    Decision decision =
        new Decision(sound.version(), sound.sha256(), effectiveFrom, pending.offset());
    overtaking.add(decision);
    ModelStatus status =
        GateStatus.accepted(pending, sound, requested, effectiveFrom).withControlTopicId(topicId);
    outcomes.add(new Outcome(decision, status));
    remember(status);
  }

  /**
   * The later command that an older one must not undo: decided while the older one's store was
   * away, and in force at an instant by which the older one, in the topic's order, would have been
   * replaced.
   */
  private @Nullable Decision overtaker(long offset, @Nullable Long requested, long effectiveFrom) {
    for (Decision decision : overtaking) {
      if (decision.controlOffset() > offset
          && decision.effectiveFrom() <= effectiveFrom
          && (requested == null || requested <= decision.effectiveFrom())) {
        return decision;
      }
    }
    return null;
  }

  private void refuse(PendingCommand pending, @Nullable String reason, @Nullable String topic) {
    remember(status(GateStatus.rejected(pending, reason), topic));
  }

  private ModelStatus status(ModelStatus status, @Nullable String topic) {
    ModelStatus named = status.withControlTopicId(topic);
    outcomes.add(new Outcome(null, named));
    return named;
  }

  private void remember(ModelStatus decision) {
    told.add(decision);
    if (told.size() > KEPT_TOLD) {
      told.remove(0);
    }
  }

  /** What is to be said since the last call, in its order. */
  List<Outcome> outcomes() {
    List<Outcome> said = outcomes;
    outcomes = new ArrayList<>();
    return said;
  }

  /** Whether the state that was restored holds decisions that the record may have lost. */
  boolean doubtsRecord() {
    return !toldBefore.isEmpty();
  }

  /**
   * Tells the restored decisions again that the record lacks. To be called when all that the state
   * had told must be visible.
   */
  void checkRecord(List<ModelStatus> statuses) {
    DecisionRecord now = DecisionRecord.of(statuses, topicId);
    Predicate<ModelStatus> isRecorded =
        status -> now.contains(status.controlTopicId(), status.controlOffset(), status.version());
    toldBefore.stream()
        .filter(isRecorded.negate())
        .forEach(status -> outcomes.add(new Outcome(null, status)));
    toldBefore.clear();
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

  /** Why the model given at the start can't be used; empty if it can, or is yet to be examined. */
  Optional<String> initialRefusal() {
    return open.stream()
        .filter(OpenCommand::isInitial)
        .map(OpenCommand::verdict)
        .filter(Verdict.Refused.class::isInstance)
        .map(verdict -> ((Verdict.Refused) verdict).reason())
        .findFirst();
  }

  GateState state() {
    return new GateState(
        finalUntil,
        decided,
        lastOffset,
        open.stream().filter(command -> !command.isInitial()).map(OpenCommand::pending).toList(),
        List.copyOf(overtaking),
        topicId,
        List.copyOf(told));
  }
}
