package io.reviewscoring.job.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Label;
import io.reviewscoring.job.message.SourceCoordinates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private static final List<Label> LABELS = List.of(Label.values());
  private static final SourceCoordinates ORIGIN = new SourceCoordinates("reviews", 1, 2, 3);

  private final AccumulatorSerializer serializer = new AccumulatorSerializer();

  private static Accumulator sums(int count) {
    Random random = new Random(5);
    Accumulator sums = new Accumulator();
    for (int i = 0; i < count; i++) {
      sums.add(rating(LABELS.get(random.nextInt(3)), random.nextFloat(), "v" + i % 3, i % 3 == 2));
    }
    return sums;
  }

  private static Rating rating(Label label, float score, String model, boolean isCandidates) {
    return new Rating("r", "p", 7, score, label, model, isCandidates, ORIGIN);
  }

  private static <T> T written(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    serializer.serialize(value, bytes);
    return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    for (int count : new int[] {0, 1, 100}) {
      assertThat(written(serializer, sums(count)))
          .usingRecursiveComparison()
          .isEqualTo(sums(count));
    }
    for (Label label : LABELS) {
      for (boolean isCandidates : new boolean[] {false, true}) {
        Rating rating = rating(label, 0.25f, "v1", isCandidates);
        assertThat(written(new RatingSerializer(), rating)).isEqualTo(rating);
      }
    }
  }

  @Test
  void whatWasWrittenBeforeThereWereCandidatesIsRead() throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    bytes.write(new byte[4 * Long.BYTES + 2 * Float.BYTES + 10 * Long.BYTES]);
    bytes.writeInt(1);
    StringValue.writeString("v1", bytes);
    bytes.writeLong(7);
    Accumulator read = serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
    assertThat(read.models).containsExactly(Map.entry("v1", 7L));
    assertThat(read.candidates).isEmpty();
  }

  @Test
  void aCopyIsApartFromItsOriginal() {
    Accumulator original = sums(10);
    Accumulator copy = serializer.copy(original);
    original.add(rating(Label.POSITIVE, 1, "v9", true));
    assertThat(copy).usingRecursiveComparison().isEqualTo(sums(10));
  }

  @Test
  void whatTheFirstReleaseWroteIsMigrated() {
    var before =
        TypeInformation.of(Accumulator.class)
            .createSerializer(new SerializerConfigImpl())
            .snapshotConfiguration();
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(before)
                .isCompatibleAfterMigration())
        .isTrue();
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(new AccumulatorSerializer.Snapshot())
                .isCompatibleAsIs())
        .isTrue();
  }
}
