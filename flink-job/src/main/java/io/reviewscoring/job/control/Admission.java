package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.signature.ReceivedCommand;
import io.reviewscoring.job.signature.RecordCheck;
import io.reviewscoring.job.signature.SignedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which commands are followed, and which records are believed. When the last signed command was
 * signed that came before another is asked in the topic's order, and not in that of decisions: one
 * that waits for its store is decided after later ones. Not thread-safe.
 */
final class Admission {

  /** A record that must not be taken up; starting again would only find it again. */
  static final class RefusedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedRecordException(RecordCheck.UntrustedException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final CommandReader reader;
  private final RecordCheck records;
  private final boolean closed;

  /** When recorded commands of this topic were signed, by their offsets. */
  private final NavigableMap<Long, Long> recorded = new TreeMap<>();

  private @Nullable Long lastSigned;

  /**
   * Reads the trusted keys, if there are to be any.
   *
   * @throws UncheckedIOException if they can't be read
   */
  Admission(AllowedStores stores, ControlLog.Contents log, @Nullable GateState before) {
    reader = new CommandReader(stores, log.trust());
    closed = log.trust().keys() != null;
    lastSigned = before == null ? null : before.lastSigned();
    try {
      records = RecordCheck.of(log.trust());
    } catch (IOException e) {
      throw new UncheckedIOException("model.trusted-keys: " + e.getMessage(), e);
    }
    log.statuses().forEach(status -> remember(status, log.topicId()));
  }

  private void remember(ModelStatus status, @Nullable String topicId) {
    Long signed = records.signed(status).map(SignedCommand::issuedAt).orElse(null);
    if (signed != null && Objects.equals(status.controlTopicId(), topicId)) {
      recorded.merge(status.controlOffset(), signed, Math::max);
    } else {
      followed(signed);
    }
  }

  private void followed(@Nullable Long issuedAt) {
    if (issuedAt != null) {
      lastSigned = lastSigned == null ? issuedAt : Long.valueOf(Math.max(lastSigned, issuedAt));
    }
  }

  /**
   * Believes a record.
   *
   * @throws RefusedRecordException if it must not be
   */
  DecisionRecord believed(DecisionRecord record) {
    try {
      records.check(record.accepted());
      return record;
    } catch (RecordCheck.UntrustedException e) {
      throw new RefusedRecordException(e);
    }
  }

  /** Reads a record of the control topic; to be called in the topic's order. */
  ReceivedCommand receive(long offset, byte[] value, long clock) {
    ReceivedCommand received = reader.read(value, clock, lastSignedBefore(offset));
    followed(received.issuedAt());
    return received;
  }

  /** Epoch milliseconds, in the order of the topic; null where no signed command came before. */
  @Nullable Long lastSignedBefore(long offset) {
    NavigableMap<Long, Long> passed = recorded.headMap(offset, false);
    passed.values().forEach(this::followed);
    passed.clear();
    return lastSigned;
  }

  /** Why a command that has waited is not followed any more; null if it is. */
  @Nullable String refusal(PendingCommand pending) {
    return reader.refusal(pending);
  }

  /** The model given at the start, which is refused where models have to be signed. */
  OpenCommand initial(String uri) {
    ModelCommand command = new ModelCommand("initial", uri, "", null);
    OpenCommand initial =
        new OpenCommand(new PendingCommand(command, ModelStatus.INITIAL_OFFSET, null));
    if (closed) {
      initial.judge(new Verdict.Refused(CommandTrust.INITIAL_REFUSED));
    }
    return initial;
  }
}
