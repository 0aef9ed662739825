package io.reviewscoring.job.score;

import io.reviewscoring.job.message.ImmutableSerializer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The words of {@link Versions} in state: how many versions, seven bits to a byte, the lowest first
 * and the highest bit set where more follow; then the words, big-endian.
 */
public final class VersionsSerializer extends ImmutableSerializer<long[]> {
  private static final long serialVersionUID = 1;
  private static final int MORE = 0x80;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  @Override
  public long[] createInstance() {
    return new long[0];
  }

  @Override
  public void serialize(long[] words, DataOutputView target) throws IOException {
    int count = words.length / Versions.WORDS;
    while (count >= MORE) {
      target.writeByte(count | MORE);
      count >>>= 7;
    }
    // At once: a checkpoint's streams take each call through several layers.
    byte[] bytes = new byte[1 + words.length * Long.BYTES];
    bytes[0] = (byte) count;
    for (int i = 0; i < words.length; i++) {
      BIG_ENDIAN.set(bytes, 1 + i * Long.BYTES, words[i]);
    }
    target.write(bytes);
  }

  @Override
  public long[] deserialize(DataInputView source) throws IOException {
    int count = 0;
    int shift = 0;
    int bits = source.readUnsignedByte();
    while (bits >= MORE) {
      count |= (bits - MORE) << shift;
      shift += 7;
      bits = source.readUnsignedByte();
    }
    long[] words = new long[(count | bits << shift) * Versions.WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = source.readLong();
    }
    return words;
  }

  @Override
  public TypeSerializerSnapshot<long[]> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<long[]> {
    /** For Flink. */
    public Snapshot() {
      super(VersionsSerializer::new);
    }
  }
}
