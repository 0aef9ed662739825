package io.reviewscoring.job.message;

import io.reviewscoring.model.text.TokenFingerprints;
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
          "", "", 0, null, new long[0], 0, null, new SourceCoordinates("", 0, 0, 0), 0, null);

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
    write(review.fingerprints(), review.tokens(), target);
    StringValue.writeString(review.text(), target);
    review.origin().write(target);
    target.writeLong(review.versionHash());
    TokenFingerprints reviewText = review.reviewText();
    target.writeBoolean(reviewText != null);
    if (reviewText != null) {
      write(reviewText.values(), reviewText.tokens(), target);
    }
  }

  /** The fingerprints as {@code writeLong} would write each, at a fraction of the time. */
  private static void write(long[] fingerprints, int tokens, DataOutputView target)
      throws IOException {
    target.writeInt(fingerprints.length);
    ByteBuffer bytes = ByteBuffer.allocate(fingerprints.length * Long.BYTES);
    bytes.asLongBuffer().put(fingerprints);
    target.write(bytes.array());
    target.writeInt(tokens);
  }

  private static TokenFingerprints read(DataInputView source) throws IOException {
    long[] fingerprints = new long[source.readInt()];
    byte[] bytes = new byte[fingerprints.length * Long.BYTES];
    source.readFully(bytes);
    ByteBuffer.wrap(bytes).asLongBuffer().get(fingerprints);
    return new TokenFingerprints(fingerprints, source.readInt());
  }

  @Override
  public EncodedReview deserialize(DataInputView source) throws IOException {
    String reviewId = StringValue.readString(source);
    String productId = StringValue.readString(source);
    long timestamp = source.readLong();
    String language = StringValue.readString(source);
    TokenFingerprints keras = read(source);
    String text = StringValue.readString(source);
    return new EncodedReview(
        reviewId,
        productId,
        timestamp,
        language,
        keras.values(),
        keras.tokens(),
        text,
        SourceCoordinates.read(source),
        source.readLong(),
        source.readBoolean() ? read(source) : null);
  }

  @Override
  public TypeSerializerSnapshot<EncodedReview> snapshotConfiguration() {
    return new Snapshot();
  }

  /**
   * Says in a checkpoint that this class wrote the bytes. The bytes have no version of their own:
   * Flink writes the snapshot's beside them, and whoever changes them gives it the next one.
   */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedReview> {
    /** For Flink. */
    public Snapshot() {
      super(EncodedReviewSerializer::new);
    }
  }
}
