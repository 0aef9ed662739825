package io.reviewscoring.job.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.util.ratelimit.GuavaRateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.jspecify.annotations.Nullable;

/**
 * The connector's source as the job needs it. A bounded one also ends when it was restored: the
 * connector's own tells the readers that there are no more splits only when it has found a new
 * partition, so that after a restore they wait for ever (FLINK-31006).
 */
final class JobSource<T>
    implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<T>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1;

  private final KafkaSource<T> kafka;
  private final @Nullable PresentOffsets present;
  private final @Nullable JobClaim claim;
  private final @Nullable Integer maxRate;

  /**
   * @param present what is asked whether the offsets to be read are still there; null for a source
   *     that begins again where they are not
   * @param claim held by this source as long as the job runs; null for none
   * @param maxRate how many records all readers together read a second at most; null for no limit
   */
  JobSource(
      KafkaSource<T> kafka,
      @Nullable PresentOffsets present,
      @Nullable JobClaim claim,
      @Nullable Integer maxRate) {
    this.kafka = kafka;
    this.present = present;
    this.claim = claim;
    this.maxRate = maxRate;
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return claiming(kafka.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws IOException {
    var restored = kafka.restoreEnumerator(context, checkpoint);
    // Where the partitions were not even found before, they are new, and all goes well.
    return claiming(
        getBoundedness() == Boundedness.BOUNDED && checkpoint.initialDiscoveryFinished()
            ? new AllAssigned(restored, context)
            : restored,
        context);
  }

  private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> claiming(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return claim == null ? enumerator : new ClaimingEnumerator(enumerator, context, claim);
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    SourceReader<T, KafkaPartitionSplit> reader = kafka.createReader(context);
    if (maxRate != null) {
      reader =
          new RateLimitedSourceReader<>(
              reader, new GuavaRateLimiter<>((double) maxRate / context.currentParallelism()));
    }
    return present == null ? reader : new PresentReader<>(reader, present);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return kafka.getProducedType();
  }

  @Override
  public LineageVertex getLineageVertex() {
    return kafka.getLineageVertex();
  }

  /** Gives each reader what is left for it and says that nothing will follow. */
  private static final class AllAssigned extends EnumeratorAround {
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;

    AllAssigned(
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
        SplitEnumeratorContext<KafkaPartitionSplit> context) {
      super(kafka);
      this.context = context;
    }

    @Override
    public void addReader(int subtask) {
      super.addReader(subtask);
      context.signalNoMoreSplits(subtask);
    }
  }
}
