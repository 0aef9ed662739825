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

  /** Beside the label's number. */
  private static final int CANDIDATES = 4;

  @Override
  public Rating createInstance() {
    return new Rating("", "", 0, 0, Label.UNCERTAIN, "", false, new SourceCoordinates("", 0, 0, 0));
  }

  @Override
  public void serialize(Rating rating, DataOutputView target) throws IOException {
    StringValue.writeString(rating.reviewId(), target);
    StringValue.writeString(rating.productId(), target);
    target.writeLong(rating.timestamp());
    target.writeFloat(rating.score());
    target.writeByte(LABELS.indexOf(rating.label()) | (rating.isCandidates() ? CANDIDATES : 0));
    StringValue.writeString(rating.modelVersion(), target);
    rating.origin().write(target);
  }

  @Override
  public Rating deserialize(DataInputView source) throws IOException {
    String reviewId = StringValue.readString(source);
    String productId = StringValue.readString(source);
    long timestamp = source.readLong();
    float score = source.readFloat();
    int label = source.readByte();
    return new Rating(
        reviewId,
        productId,
        timestamp,
        score,
        LABELS.get(label & ~CANDIDATES),
        StringValue.readString(source),
        (label & CANDIDATES) != 0,
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
