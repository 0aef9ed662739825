package io.reviewscoring.job.aggregate;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The bytes of an {@link Accumulator}, which RocksDB reads and writes for each event. */
public final class AccumulatorSerializer extends TypeSerializerSingleton<Accumulator> {
  private static final long serialVersionUID = 1;

  /** Beside the number of models: what was written before there were candidates has no such bit. */
  private static final int CANDIDATES_FOLLOW = 1 << 31;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Accumulator createInstance() {
    return new Accumulator();
  }

  @Override
  public Accumulator copy(Accumulator from) {
    Accumulator copy = new Accumulator();
    copy.add(from);
    return copy;
  }

  @Override
  public Accumulator copy(Accumulator from, Accumulator reuse) {
    return copy(from);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Accumulator sums, DataOutputView target) throws IOException {
    target.writeLong(sums.positive);
    target.writeLong(sums.negative);
    target.writeLong(sums.uncertain);
    target.writeLong(sums.scoreSum);
    target.writeFloat(sums.minScore);
    target.writeFloat(sums.maxScore);
    for (long count : sums.histogram) {
      target.writeLong(count);
    }
    target.writeInt(sums.models.size() | (sums.candidates.isEmpty() ? 0 : CANDIDATES_FOLLOW));
    write(sums.models, target);
    if (!sums.candidates.isEmpty()) {
      target.writeInt(sums.candidates.size());
      write(sums.candidates, target);
    }
  }

  private static void write(Map<String, Long> counts, DataOutputView target) throws IOException {
    for (Map.Entry<String, Long> model : counts.entrySet()) {
      StringValue.writeString(model.getKey(), target);
      target.writeLong(model.getValue());
    }
  }

  @Override
  public Accumulator deserialize(DataInputView source) throws IOException {
    Accumulator sums = new Accumulator();
    sums.positive = source.readLong();
    sums.negative = source.readLong();
    sums.uncertain = source.readLong();
    sums.scoreSum = source.readLong();
    sums.minScore = source.readFloat();
    sums.maxScore = source.readFloat();
    for (int bin = 0; bin < sums.histogram.length; bin++) {
      sums.histogram[bin] = source.readLong();
    }
    int models = source.readInt();
    read(sums.models, models & ~CANDIDATES_FOLLOW, source);
    if (models < 0) {
      read(sums.candidates, source.readInt(), source);
    }
    return sums;
  }

  private static void read(Map<String, Long> counts, int size, DataInputView source)
      throws IOException {
    for (int i = 0; i < size; i++) {
      counts.put(StringValue.readString(source), source.readLong());
    }
  }

  @Override
  public Accumulator deserialize(Accumulator reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public TypeSerializerSnapshot<Accumulator> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Says in a checkpoint that this class wrote the bytes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Accumulator> {
    /** For Flink. */
    public Snapshot() {
      super(AccumulatorSerializer::new);
    }

    /** In 0.1.0 Flink's serializer of POJOs wrote them. */
    @Override
    public TypeSerializerSchemaCompatibility<Accumulator> resolveSchemaCompatibility(
        TypeSerializerSnapshot<Accumulator> before) {
      return before instanceof PojoSerializerSnapshot
          ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
          : super.resolveSchemaCompatibility(before);
    }
  }
}
