package io.reviewscoring.job.message;

import static io.reviewscoring.job.message.TopicSchema.errors;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.job.signature.Envelope;
import io.reviewscoring.job.signature.SignedCommand;
import io.reviewscoring.job.signature.SigningKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of signed commands and of their records. */
class SignedMessagesTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final SignedCommand COMMAND =
      new SignedCommand(
          new ModelCommand(
              "v2",
              "/v2.zip",
              SHA256,
              "2026-07-01T12:00:00Z",
              new RoleChange(RoleChange.Kind.CANARY, "spring", 0.05, 0.1)),
          "films",
          1_750_000_000_123L,
          1_750_003_600_123L);
  private static final SigningKey KEY = SigningKey.generate();

  @Test
  void aSignedCommandIsReadAsItWasWrittenAndFitsTheSchemaInsideAndOut() throws Exception {
    Envelope envelope = COMMAND.sign(KEY);
    assertThat(SignedCommand.in(envelope)).isEqualTo(COMMAND);
    assertThat(errors("model-control", envelope.bytes())).isEmpty();
    assertThat(errors("model-control", envelope.payloadBytes())).isEmpty();
    assertThat(envelope.payloadBytes())
        .asString(UTF_8)
        .endsWith(
            ",\"job\":\"films\",\"issuedAt\":\"2025-06-15T15:06:40.123Z\","
                + "\"expires\":\"2025-06-15T16:06:40.123Z\"}");
  }

  @Test
  void anEnvelopeWithoutItsPartsDoesNotFitTheSchema() throws Exception {
    for (String part : new String[] {"payload", "signatures", "payloadType"}) {
      ObjectNode envelope = TopicSchema.object(COMMAND.sign(KEY).bytes());
      envelope.remove(part);
      assertThat(errors("model-control", envelope)).as(part).isNotEmpty();
    }
  }

  @Test
  void aStatusCarriesTheEnvelopeAsItWas() throws Exception {
    ModelStatus decided =
        new ModelStatus("v2", State.ACCEPTED, null, null, null, 60_000L, "/v2.zip", SHA256, 3, null)
            .withEnvelope(COMMAND.sign(KEY).json());
    byte[] json = Messages.json(decided);
    assertThat(Messages.modelStatus(json)).isEqualTo(decided);
    assertThat(errors("model-status", json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "job":"films"                          | "job":7          | 'job' is missing
          "issuedAt":"2025-06-15T15:06:40.123Z"  | "issuedAt":"now" | 'issuedAt' is no instant
          "expires":"2025-06-15T16:06:40.123Z"   | "expires":""     | 'expires' is missing
          "type":"CANARY"                        | "type":"NONE"    | unknown 'type'
          "version":"v2"                         | "job":"others"   | Duplicate field 'job'
          """)
  void whatIsNoSignedCommandIsToldByItsReason(String what, String with, String reason) {
    String payload = new String(COMMAND.payload(), UTF_8).replace(what, with);
    Envelope envelope =
        new Envelope(
            SignedCommand.PAYLOAD_TYPE,
            Base64.getEncoder().encodeToString(payload.getBytes(UTF_8)),
            COMMAND.sign(KEY).signatures());
    assertThatThrownBy(() -> SignedCommand.in(envelope))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(reason);
  }
}
