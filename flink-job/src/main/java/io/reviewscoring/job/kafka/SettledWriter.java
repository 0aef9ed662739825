package io.reviewscoring.job.kafka;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.kafka.common.errors.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's exactly-once writer, with two changes. It takes the id of a transaction again
 * only when no checkpoint that the job may go on from holds it ({@link LaterRecycling}). And its
 * state lists what is still to be committed, where the connector's lists what was as well: an id in
 * that list is spared when a start aborts what an earlier run left open.
 */
@SuppressWarnings("try") // closing throws what the other throws
final class SettledWriter<T>
    implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(SettledWriter.class);
  private static final String BACKCHANNEL = "backchannel";

  private final StatefulSinkWriter<T, KafkaWriterState> writer;
  private final CommittingSinkWriter<T, KafkaCommittable> committing;
  private final LaterRecycling finished;
  private final long restoredCheckpoint;

  /**
   * @throws IllegalStateException if the connector is another than this was made for
   */
  @SuppressWarnings("unchecked") // the connector's writer is both, in a class that it keeps
  SettledWriter(StatefulSinkWriter<T, KafkaWriterState> writer, WriterInitContext context) {
    this.writer = writer;
    this.committing = (CommittingSinkWriter<T, KafkaCommittable>) writer;
    this.finished = recycleLater(writer);
    this.restoredCheckpoint =
        context.getRestoredCheckpointId().orElse(WriterInitContext.INITIAL_CHECKPOINT_ID - 1);
  }

  @SuppressWarnings("unchecked") // the field's own type
  private static LaterRecycling recycleLater(Object writer) {
    try {
      Field field = writer.getClass().getDeclaredField(BACKCHANNEL);
      field.setAccessible(true);
      var later = new LaterRecycling((ReadableBackchannel<TransactionFinished>) field.get(writer));
      field.set(writer, later);
      return later;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the sink's writer can't be told of its transactions", e);
    }
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    writer.write(element, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
    finished.beforeSnapshot(checkpoint);
    Set<String> committed = finished.heldIds();
    List<KafkaWriterState> states = writer.snapshotState(checkpoint);
    finished.afterSnapshot(
        checkpoint,
        states.stream()
            .flatMap(state -> state.getPrecommittedTransactionalIds().stream())
            .map(CheckpointTransaction::getTransactionalId)
            .collect(Collectors.toSet()));
    return states.stream().map(state -> uncommitted(state, committed)).toList();
  }

  /** What a restored checkpoint holds is committed before the first record is written. */
  private KafkaWriterState uncommitted(KafkaWriterState state, Set<String> committed) {
    List<CheckpointTransaction> open =
        state.getPrecommittedTransactionalIds().stream()
            .filter(transaction -> transaction.getCheckpointId() > restoredCheckpoint)
            .filter(transaction -> !committed.contains(transaction.getTransactionalId()))
            .toList();
    return new KafkaWriterState(
        state.getTransactionalIdPrefix(),
        state.getOwnedSubtaskId(),
        state.getTotalNumberOfOwnedSubtasks(),
        state.getTransactionOwnership(),
        open);
  }

  /**
   * Closes the other; a transaction that it can't abort any more is another's to abort. Flink takes
   * what is thrown here for fatal, and would hide behind it why the job failed.
   */
  @Override
  public void close() throws Exception {
    try {
      writer.close();
    } catch (ApiException e) {
      LOG.info("A transaction was not aborted at the end", e);
    }
  }
}
