package io.reviewscoring.job.parse;

import static io.reviewscoring.job.parse.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reviews within what Debezium and Kafka Connect put around a row. */
class EnvelopesTest {
  private static final String GOOD = with("\"stars\":4");

  private final Records records = Records.ownForm();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect | {\"schema\":{\"type\":\"struct\"},\"payload\":%s}",
        "debezium | {\"before\":null,\"after\":%s,\"source\":{\"ts_ms\":5},\"op\":\"c\",\"ts_ms\":6}",
        "debezium | {\"schema\":null,\"payload\":{\"before\":null,\"after\":%s,\"op\":\"u\"}}"
      })
  void envelopesAreReadByTheirForms(String form, String envelope) {
    assertThat(Records.of(form).review(envelope.formatted(GOOD))).isEqualTo(records.review(GOOD));
    assertThat(records.deadLetter(envelope.formatted(GOOD)).reason()).isEqualTo("missing-id");
  }

  @Test
  void deletesInAnEnvelopeAreTombstones() {
    Records debezium = Records.of("debezium");
    String deleted = "{\"before\":%s,\"after\":null,\"op\":\"d\"}".formatted(GOOD);
    assertThat(debezium.isTombstone(deleted)).isTrue();
    assertThat(debezium.isTombstone("{\"schema\":null,\"payload\":" + deleted + "}")).isTrue();
    assertThat(debezium.isTombstone("{\"before\":" + GOOD + ",\"after\":null}")).isTrue();
    assertThat(Records.of("connect").isTombstone("{\"schema\":null,\"payload\":null}")).isTrue();
    assertThat(records.isTombstone(with("\"text\":null,\"__deleted\":\"true\""))).isTrue();
    assertThat(Records.ownForm("reviews.deleted=/state=3").isTombstone(with("\"state\":3")))
        .isTrue();
  }

  /** A long text that a change of another column left alone. */
  @Test
  void aTextThatDebeziumLeftOutIsMissing() {
    assertThat(records.deadLetter(with("\"text\":\"__debezium_unavailable_value\"")).error())
        .isEqualTo("'/text' is Debezium's mark of a text that has not changed, which it left out");
    Records joined = Records.ownForm("reviews.field.text=/title,/text");
    String both = "\"title\":\"Fine\",\"text\":\"__debezium_unavailable_value\"";
    assertThat(joined.deadLetter(with(both)).reason()).isEqualTo("missing-text");
    Records before = Records.ownForm("reviews.field.text=/text,/title");
    assertThat(before.deadLetter(with(both)).reason()).isEqualTo("missing-text");
    String told = "It says __debezium_unavailable_value";
    assertThat(records.review(with("\"text\":\"" + told + "\"")).text()).isEqualTo(told);
  }
}
