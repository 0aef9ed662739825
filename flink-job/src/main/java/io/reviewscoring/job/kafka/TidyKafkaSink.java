package io.reviewscoring.job.kafka;

import io.reviewscoring.job.config.JobConfig;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.jspecify.annotations.Nullable;

/**
 * A {@link KafkaSink} that is sure of its transactions ({@link SettledWriter}, {@link
 * SureCommitter}), and whose writers leave no admin client behind. With pooled transaction names a
 * writer of connector 5.0.0 makes one at its start, to ask for transactions that an earlier run
 * left open, needs it no more and never closes it: each start and each failover would leave a
 * thread and its connection per sink and subtask, and with them the job's class loader.
 */
final class TidyKafkaSink<T>
    implements Sink<T>,
        SupportsWriterState<T, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1;
  private static final String ADMIN_CLIENT = "adminClient";

  private final KafkaSink<T> sink;
  private final Properties clients;
  private final boolean isTransactional;
  private final long timeoutMillis;
  private final boolean acceptLoss;
  private final @Nullable JobClaim claim;

  /**
   * @param claim that the job must have before it touches a transaction; null for none
   */
  TidyKafkaSink(KafkaSink<T> sink, JobConfig config, @Nullable JobClaim claim) {
    this.sink = sink;
    this.clients = ClientSettings.admin(config.bootstrapServers(), config.kafkaProperties());
    this.isTransactional = config.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE;
    this.timeoutMillis = config.transactionTimeout().toMillis();
    this.acceptLoss = config.acceptLoss();
    this.claim = claim;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<T, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
    StatefulSinkWriter<T, KafkaWriterState> writer = sink.restoreWriter(context, states);
    closeAdminClient(writer);
    return isTransactional ? new SettledWriter<>(writer, context) : writer;
  }

  /** The writer makes another one should it ever need it again. */
  private static void closeAdminClient(SinkWriter<?> writer) {
    Field field = adminClient(writer.getClass());
    if (field == null) {
      return; // it writes without transactions, or its connector has changed
    }
    try {
      field.setAccessible(true);
      if (field.get(writer) instanceof AutoCloseable admin) {
        field.set(writer, null);
        admin.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the sink's admin client can't be closed", e);
    }
  }

  private static @Nullable Field adminClient(Class<?> writer) {
    try {
      return writer.getDeclaredField(ADMIN_CLIENT);
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    if (isTransactional && claim != null) {
      claim.await();
    }
    Committer<KafkaCommittable> committer = sink.createCommitter(context);
    return isTransactional
        ? new SureCommitter(committer, clients, timeoutMillis, acceptLoss)
        : committer;
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
