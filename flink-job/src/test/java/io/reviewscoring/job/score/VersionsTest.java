package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
  private static final VersionsSerializer SERIALIZER = new VersionsSerializer();

  private static Versions versions(int count) {
    Versions versions = Versions.NONE;
    for (int i = 0; i < count; i++) {
      versions = versions.with(-i, 10L * i, i / 1_000f, -i);
    }
    return versions;
  }

  private static byte[] bytes(Versions versions) throws IOException {
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    SERIALIZER.serialize(versions.words(), bytes);
    return bytes.getCopyOfBuffer();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 127, 128, 129, 16_383, 16_384, 20_000})
  void whatIsWrittenIsReadAgain(int count) throws IOException {
    Versions versions = versions(count);
    assertThat(SERIALIZER.deserialize(new DataInputDeserializer(bytes(versions))))
        .isEqualTo(versions.words());
  }

  @Test
  void aVersionTakesTwentyFiveBytes() throws IOException {
    assertThat(bytes(versions(1))).hasSize(25);
    assertThat(bytes(versions(3))).hasSize(73);
  }

  @Test
  void theLatestByEventTimeGivesTheScoreOfSeveralTheLastThatWasAdded() {
    Versions versions =
        Versions.NONE.with(1, 20, 0.1f, 0).with(2, 30, 0.2f, -1).with(3, 30, 0.3f, 7);
    assertThat(versions.with(4, 10, 0.4f, 0).latestScore()).isEqualTo(0.3f);
    assertThat(versions.latest()).isEqualTo(30);
    assertThat(Versions.NONE.latestScore()).isNull();
  }

  @Test
  void thoseUpToAnInstantAreLeftOutAndTheOthersStay() {
    Versions later = versions(10).after(40);
    assertThat(later.words()).hasSize(5 * Versions.WORDS);
    assertThat(later.contains(-4)).isFalse();
    assertThat(later.contains(-5)).isTrue();
    assertThat(later.latestScore()).isEqualTo(0.009f);
    assertThat(versions(10).after(90).isEmpty()).isTrue();
  }
}
