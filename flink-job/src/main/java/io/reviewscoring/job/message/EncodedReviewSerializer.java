package io.reviewscoring.job.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of an {@link EncodedReview} on its way to the score operator, and where it is held. */
public final class EncodedReviewSerializer extends ImmutableSerializer<EncodedReview> {
  private static final long serialVersionUID = 1;

  private static final EncodedReview NONE =
      new EncodedReview(
          "", "", 0, null, new long[0], 0, null, new SourceCoordinates("", 0, 0, 0), 0);

  @Override
  public EncodedReview createInstance() {
    return NONE;
  }

  @Override
  public void serialize(EncodedReview review, DataOutputView target) throws IOException {
    StringValue.writeString(review.reviewId(), target);
    StringValue.writeString(review.productId(), target);
    target.writeLong(review.timestamp());
    StringValue.writeString(review.language(), target);
    writeAll(review.fingerprints(), target);
    target.writeInt(review.tokens());
    StringValue.writeString(review.text(), target);
    review.origin().write(target);
    target.writeLong(review.versionHash());
  }

  @Override
  public EncodedReview deserialize(DataInputView source) throws IOException {
    String reviewId = StringValue.readString(source);
    String productId = StringValue.readString(source);
    long timestamp = source.readLong();
    String language = StringValue.readString(source);
    long[] fingerprints = readAll(source);
    int tokens = source.readInt();
    String text = StringValue.readString(source);
    return new EncodedReview(
        reviewId,
        productId,
        timestamp,
        language,
        fingerprints,
        tokens,
        text,
        SourceCoordinates.read(source),
        source.readLong());
  }

  /** How many, then each as {@code writeLong} would write it, at a fraction of the time. */
  private static void writeAll(long[] values, DataOutputView target) throws IOException {
    target.writeInt(values.length);
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    target.write(bytes.array());
  }

  private static long[] readAll(DataInputView source) throws IOException {
    long[] values = new long[source.readInt()];
    byte[] bytes = new byte[values.length * Long.BYTES];
    source.readFully(bytes);
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return values;
  }

  @Override
  public TypeSerializerSnapshot<EncodedReview> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedReview> {
    /** For Flink. */
    public Snapshot() {
      super(EncodedReviewSerializer::new);
    }
  }
}
