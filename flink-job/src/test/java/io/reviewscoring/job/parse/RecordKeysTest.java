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
    assertThat(keyed.deadLetter("{}").reason()).isEqualTo("missing-id");
  }

  /** As LongSerializer writes them: behind what looks like a schema's number are three bytes. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        5,
        16_777_221,
        1_772_366_400_000L,
        0x131323334L,
        0x044142,
        0x01044142,
        0x224122,
        0x7B417D,
        0x04C3A9
      })
  void aKeyOfEightBytesIsNoText(long key) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(key).array();
    assertThat(keyed.refusalWithKey(GOOD, bytes))
        .isEqualTo("wrong-shape: the record's key is no text, but 8 bytes that begin with 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 15, 16, 17, 31, 36, 63, 64, 128, 512})
  void aTextBehindASchemasNumberIsReadAsItsFormatWritesIt(int length) {
    String id = "0123456789abcdef".repeat(length / 16 + 1).substring(0, length);
    int twice = 2 * length;
    byte[] avro =
        twice < 0x80
            ? new byte[] {(byte) twice}
            : new byte[] {(byte) (twice | 0x80), (byte) (twice >> 7)};
    assertThat(keyed.reviewWithKey(GOOD, key(avro, id, new byte[0])).reviewId()).isEqualTo(id);
    byte[] quote = {'"'};
    byte[] json = key(quote, id, quote);
    if (json.length != Long.BYTES) {
      assertThat(keyed.reviewWithKey(GOOD, json).reviewId()).isEqualTo(id);
    }
  }

  private static byte[] key(byte[] before, String id, byte[] after) {
    byte[] bytes = new byte[5 + before.length + id.length() + after.length];
    ByteBuffer.wrap(bytes).put((byte) 0).putInt(9).put(before).put(id.getBytes(UTF_8)).put(after);
    return bytes;
  }
}
