package io.reviewscoring.job.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.message.MalformedMessageException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that this release has not written. */
class DeadLetterRecordTest {
  private static final byte[] KEY = {0, -1, 7};
  private static final String NEW_YEAR = "2026-01-01T00:00:00Z";

  private static final String FIRST =
      """
      {"topic":"reviews","partition":1,"offset":7,"stage":"parse","reason":"not-json","error":"e",
       "payload":"bm8=","payloadBytes":%d,"payloadSha256":"00","timestamp":"%s"}""";

  @Test
  void lettersOfTheFirstReleaseAreRead() throws Exception {
    DeadLetterRecord whole = read(KEY, FIRST.formatted(2, NEW_YEAR));
    assertThat(whole.isWhole()).isTrue();
    assertThat(whole.again(null).key()).isEqualTo(KEY);
    assertThat(whole.again(null).value()).isEqualTo("no".getBytes(UTF_8));
    assertThat(whole.again(null).timestamp()).isEqualTo(1_767_225_600_000L);
    assertThat(whole.attempts()).isEqualTo(1);

    assertThat(read(KEY, FIRST.formatted(3, NEW_YEAR)).isWhole()).isFalse();
    assertThat(read(new byte[4096], FIRST.formatted(2, NEW_YEAR)).isWhole())
        .as("the key may have been longer")
        .isFalse();
    assertThat(read(KEY, FIRST.formatted(2, "1969-12-31T23:59:59.999Z")).timestamp()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "[]", "{}", "{\"reason\":\"late\"}", "{\"topic\":\"t\"}"})
  void whatIsNoDeadLetterIsRefused(String value) {
    assertThatThrownBy(() -> read(KEY, value)).isInstanceOf(MalformedMessageException.class);
  }

  private static DeadLetterRecord read(byte[] key, String json) throws MalformedMessageException {
    return DeadLetterRecord.of(
            new ConsumerRecord<>("review-dead-letters", 0, 9, key, json.getBytes(UTF_8)))
        .orElseThrow();
  }
}
