package io.reviewscoring.job.comparison;

import io.reviewscoring.job.message.ImmutableSerializer;
import io.reviewscoring.job.message.ModelPair;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of a {@link WindowPart} on its way to its window. */
public final class WindowPartSerializer extends ImmutableSerializer<WindowPart> {
  private static final long serialVersionUID = 1;

  private final DifferencesSerializer differences = new DifferencesSerializer();

  @Override
  public WindowPart createInstance() {
    return new WindowPart(new ModelPair("", "", "", ""), 0, new Differences());
  }

  @Override
  public void serialize(WindowPart part, DataOutputView target) throws IOException {
    ModelPair pair = part.pair();
    StringValue.writeString(pair.experiment(), target);
    StringValue.writeString(pair.model(), target);
    StringValue.writeString(pair.other(), target);
    StringValue.writeString(pair.role(), target);
    target.writeLong(part.windowStart());
    differences.serialize(part.differences(), target);
  }

  @Override
  public WindowPart deserialize(DataInputView source) throws IOException {
    ModelPair pair =
        new ModelPair(
            StringValue.readString(source),
            StringValue.readString(source),
            StringValue.readString(source),
            StringValue.readString(source));
    return new WindowPart(pair, source.readLong(), differences.deserialize(source));
  }

  @Override
  public TypeSerializerSnapshot<WindowPart> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowPart> {
    /** For Flink. */
    public Snapshot() {
      super(WindowPartSerializer::new);
    }
  }
}
