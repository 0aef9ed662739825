package io.reviewscoring.job.score;

import io.reviewscoring.job.message.HandWritten;
import io.reviewscoring.job.message.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * The key of the score operator in its state and timers: the bytes are those of Flink's {@link
 * StringSerializer}, which hands them to a checkpoint's streams one by one. Here an id of ASCII
 * goes at once. State that Flink's wrote, as releases up to 0.1.0 had it, is read on.
 */
public final class ReviewIdSerializer extends ImmutableSerializer<String> {
  private static final long serialVersionUID = 1;

  /**
   * From here on {@link StringValue} takes more than a byte, for a character and for the length.
   */
  private static final int MORE = 0x80;

  /** The type of the key. */
  public static final TypeInformation<String> TYPE =
      new HandWritten<>(String.class, new ReviewIdSerializer());

  @Override
  public String createInstance() {
    return "";
  }

  @Override
  public void serialize(String id, DataOutputView target) throws IOException {
    int length = id.length();
    if (length + 1 >= MORE) {
      StringValue.writeString(id, target);
      return;
    }
    byte[] bytes = new byte[length + 1];
    bytes[0] = (byte) (length + 1); // 0 stands for null
    for (int i = 0; i < length; i++) {
      char letter = id.charAt(i);
      if (letter >= MORE) {
        StringValue.writeString(id, target);
        return;
      }
      bytes[i + 1] = (byte) letter;
    }
    target.write(bytes);
  }

  @Override
  public String deserialize(DataInputView source) throws IOException {
    return StringValue.readString(source);
  }

  @Override
  public TypeSerializerSnapshot<String> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<String> {
    /** For Flink. */
    public Snapshot() {
      super(ReviewIdSerializer::new);
    }

    @Override
    public TypeSerializerSchemaCompatibility<String> resolveSchemaCompatibility(
        TypeSerializerSnapshot<String> old) {
      return old instanceof StringSerializer.StringSerializerSnapshot
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : super.resolveSchemaCompatibility(old);
    }
  }
}
