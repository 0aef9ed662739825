package io.reviewscoring.job.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;

/** Up to where a checkpoint has read a topic. */
public final class CheckpointedReviews {
  /** Flink's own name of what a source's subtasks remember. */
  private static final String SPLITS = "SourceReaderState";

  private final String topic;

  public CheckpointedReviews(String topic) {
    this.topic = topic;
  }

  /**
   * The offset to be read next by partition; without partitions of which nothing was read yet.
   *
   * @throws IOException if the checkpoint can't be read
   */
  public Map<Integer, Long> of(String checkpoint) throws IOException {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (KafkaPartitionSplit split : splits(checkpoint)) {
      if (split.getStartingOffset() >= 0) {
        offsets.put(split.getPartition(), split.getStartingOffset());
      }
    }
    return offsets;
  }

  /**
   * Where a bounded run ends, by partition; without partitions of which all was read.
   *
   * @throws IOException if the checkpoint can't be read
   */
  public Map<Integer, Long> ends(String checkpoint) throws IOException {
    Map<Integer, Long> ends = new TreeMap<>();
    for (KafkaPartitionSplit split : splits(checkpoint)) {
      split.getStoppingOffset().ifPresent(end -> ends.put(split.getPartition(), end));
    }
    return ends;
  }

  private List<KafkaPartitionSplit> splits(String checkpoint) throws IOException {
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    Path metadata = new Path(checkpoint, "_metadata");
    try (var in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
      ClassLoader loader = CheckpointedReviews.class.getClassLoader();
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(in, loader, checkpoint).getOperatorStates()) {
        for (OperatorSubtaskState subtask : operator.getStates()) {
          for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
            read(state, splits);
          }
        }
      }
    }
    return splits;
  }

  private void read(OperatorStateHandle state, List<KafkaPartitionSplit> found) throws IOException {
    var splits = state.getStateNameToPartitionOffsets().get(SPLITS);
    if (splits == null) {
      return;
    }
    try (var in = state.openInputStream()) {
      for (long position : splits.getOffsets()) {
        in.seek(position);
        byte[] bytes =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(), bytes);
        if (split.getTopic().equals(topic)) {
          found.add(split);
        }
      }
    }
  }
}
