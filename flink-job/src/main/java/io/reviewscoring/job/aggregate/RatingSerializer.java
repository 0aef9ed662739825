package io.reviewscoring.job.aggregate;

import io.reviewscoring.job.message.ImmutableSerializer;
import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.SourceCoordinates;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of a {@link Rating} on its way to its window. */
public final class RatingSerializer extends ImmutableSerializer<Rating> {
  private static final long serialVersionUID = 1;

  /** In the order of their bytes. */
  private static final List<Label> LABELS =
      List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN);

  @Override
  public Rating createInstance() {
    return new Rating("", "", 0, 0, Label.UNCERTAIN, "", new SourceCoordinates("", 0, 0, 0));
  }

  @Override
  public void serialize(Rating rating, DataOutputView target) throws IOException {
    StringValue.writeString(rating.reviewId(), target);
    StringValue.writeString(rating.productId(), target);
    target.writeLong(rating.timestamp());
    target.writeFloat(rating.score());
    target.writeByte(LABELS.indexOf(rating.label()));
    StringValue.writeString(rating.modelVersion(), target);
    rating.origin().write(target);
  }

  @Override
  public Rating deserialize(DataInputView source) throws IOException {
    return new Rating(
        StringValue.readString(source),
        StringValue.readString(source),
        source.readLong(),
        source.readFloat(),
        LABELS.get(source.readByte()),
        StringValue.readString(source),
        SourceCoordinates.read(source));
  }

  @Override
  public TypeSerializerSnapshot<Rating> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rating> {
    /** For Flink. */
    public Snapshot() {
      super(RatingSerializer::new);
    }
  }
}
