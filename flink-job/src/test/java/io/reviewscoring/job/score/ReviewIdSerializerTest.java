package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewIdSerializerTest {
  static String[] ids() {
    return new String[] {
      "",
      "r-17",
      "a".repeat(126),
      "a".repeat(127),
      "a".repeat(20_000),
      "größe",
      "r\u007f",
      "r\u0080",
      "id-評",
      "\0\ud83d\ude00"
    };
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theBytesAreThoseOfFlinksStrings(String id) throws IOException {
    DataOutputSerializer flinks = new DataOutputSerializer(64);
    StringSerializer.INSTANCE.serialize(id, flinks);
    DataOutputSerializer ours = new DataOutputSerializer(64);
    ReviewIdSerializer serializer = new ReviewIdSerializer();
    serializer.serialize(id, ours);

    assertThat(ours.getCopyOfBuffer()).isEqualTo(flinks.getCopyOfBuffer());
    assertThat(serializer.deserialize(new DataInputDeserializer(ours.getCopyOfBuffer())))
        .isEqualTo(id);
  }
}
