package io.reviewscoring.job.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeysTest {
  private static final String GOOD = Records.with("\"stars\":4");

  private final Records keyed = Records.ownForm("reviews.field.id=key");

  @Test
  void theRecordsKeyMayBeTheId() {
    assertThat(keyed.reviewWithKey(GOOD, "k-1".getBytes(UTF_8)).reviewId()).isEqualTo("k-1");
    assertThat(keyed.reviewWithKey(GOOD, new byte[] {0, 0, 0, 0, 9, 2, 'k'}).reviewId())
        .isEqualTo("k");
    assertThat(keyed.reviewWithKey(GOOD, new byte[] {0, 0, 0, 0, 9, '"', 'k', '"'}).reviewId())
        .isEqualTo("k");
    assertThat(keyed.deadLetter("{}").reason()).isEqualTo("missing-id");
  }

  /** As LongSerializer writes them: behind what looks like a schema's number are three bytes. */
  @ParameterizedTest
  @ValueSource(longs = {5, 16_777_221, 1_772_366_400_000L, 0x0000000131323334L})
  void aKeyOfEightBytesIsNoText(long key) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(key).array();
    assertThat(keyed.refusalWithKey(GOOD, bytes))
        .isEqualTo("wrong-shape: the record's key is no text, but 8 bytes that begin with 0");
  }

  @Test
  void aTextInAvroIsReadWithoutItsLength() {
    String key = "0123456789-0123456789-0123456789-0123";
    ByteBuffer bytes = ByteBuffer.allocate(key.length() + 6);
    bytes.putInt(0).put((byte) 9).put((byte) (2 * key.length())).put(key.getBytes(UTF_8));
    assertThat(keyed.reviewWithKey(GOOD, bytes.array()).reviewId()).isEqualTo(key);
  }
}
