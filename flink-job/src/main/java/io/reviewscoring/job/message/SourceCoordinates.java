package io.reviewscoring.job.message;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Where a record stood in Kafka.
 *
 * @param timestamp the Kafka record's own timestamp, epoch milliseconds
 */
public record SourceCoordinates(String topic, int partition, long offset, long timestamp) {

  /** As a part of what a serializer writes. */
  public void write(DataOutputView target) throws IOException {
    StringValue.writeString(topic, target);
    target.writeInt(partition);
    target.writeLong(offset);
    target.writeLong(timestamp);
  }

  /** What {@link #write} wrote. */
  public static SourceCoordinates read(DataInputView source) throws IOException {
    return new SourceCoordinates(
        StringValue.readString(source), source.readInt(), source.readLong(), source.readLong());
  }
}
