package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of {@link Differences} in state and on their way to it. */
public final class DifferencesSerializer extends ImmutableSerializer<Differences> {
  private static final long serialVersionUID = 1;

  @Override
  public Differences createInstance() {
    return new Differences();
  }

  @Override
  public void serialize(Differences sums, DataOutputView target) throws IOException {
    target.writeLong(sums.count);
    target.writeLong(sums.sizes);
    target.writeLong(sums.signed);
    target.writeLong(sums.largest);
    for (long label : sums.labels) {
      target.writeLong(label);
    }
    target.writeByte(sums.extremes.size());
    for (Extremes.Extreme each : sums.extremes.list()) {
      StringValue.writeString(each.reviewId(), target);
      target.writeLong(each.difference());
    }
  }

  @Override
  public Differences deserialize(DataInputView source) throws IOException {
    Differences sums = new Differences();
    sums.count = source.readLong();
    sums.sizes = source.readLong();
    sums.signed = source.readLong();
    sums.largest = source.readLong();
    for (int i = 0; i < sums.labels.length; i++) {
      sums.labels[i] = source.readLong();
    }
    for (int left = source.readByte(); left > 0; left--) {
      sums.extremes.add(StringValue.readString(source), source.readLong());
    }
    return sums;
  }

  @Override
  public TypeSerializerSnapshot<Differences> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Differences> {
    /** For Flink. */
    public Snapshot() {
      super(DifferencesSerializer::new);
    }
  }
}
