package io.reviewscoring.job.kafka;

import java.io.IOException;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the job's claim on its name from its start until it is closed. An enumerator is the part of
 * a job that there is once, that lives beside the JobManager, and that starts before any subtask.
 */
final class ClaimingEnumerator extends EnumeratorAround {
  private static final long WATCH_MILLIS = 1_000;

  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final JobClaim claim;
  private @Nullable ClaimHolder holder;

  ClaimingEnumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      JobClaim claim) {
    super(kafka);
    this.context = context;
    this.claim = claim;
  }

  @Override
  public void start() {
    ClaimHolder started = new ClaimHolder(claim);
    holder = started;
    context.callAsync(
        () -> started.problem().orElse(""), ClaimingEnumerator::end, WATCH_MILLIS, WATCH_MILLIS);
    super.start();
  }

  private static void end(@Nullable String problem, @Nullable Throwable failure) {
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    if (problem != null && !problem.isEmpty()) {
      throw new SuppressRestartsException(new IllegalStateException(problem));
    }
  }

  @Override
  public void close() throws IOException {
    if (holder != null) {
      holder.close();
    }
    super.close();
  }
}
