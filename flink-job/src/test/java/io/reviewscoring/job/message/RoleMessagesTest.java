package io.reviewscoring.job.message;

import static io.reviewscoring.job.message.TopicSchema.errors;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands about roles and what is recorded of them, as JSON. */
class RoleMessagesTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);
  private static final String FROM = "2026-07-01T12:00:00Z";

  static Stream<RoleChange> changes() {
    return Stream.of(
        new RoleChange(Kind.CANARY, "spring", 0.05, 0),
        new RoleChange(Kind.CANARY, "spring", 1, 0.25),
        new RoleChange(Kind.SHADOW, "s.1_b-2", 0.3, 0),
        new RoleChange(Kind.PROMOTE, "spring", 0, 0),
        new RoleChange(Kind.END, "spring", 0, 0),
        new RoleChange(Kind.ROLLBACK, null, 0, 0));
  }

  private static ModelCommand command(RoleChange change, @Nullable String from) {
    return change.kind().hasBundle()
        ? new ModelCommand("v2", "/v2.zip", SHA256, from, change)
        : ModelCommand.withoutBundle(from, change);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aCommandIsReadAsItWasWrittenAndFitsTheSchema(RoleChange change) throws Exception {
    for (String from : new @Nullable String[] {null, FROM}) {
      ModelCommand command = command(change, from);
      byte[] json = Messages.json(command);
      assertThat(Messages.modelCommand(json)).isEqualTo(command);
      assertThat(errors("model-control", json)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aStatusIsReadAsItWasWrittenAndFitsTheSchema(RoleChange change) throws Exception {
    ModelStatus decided =
        new ModelStatus("v2", State.ACCEPTED, null, null, null, 60_000L, "/v2.zip", SHA256, 3, null)
            .withJob("a")
            .withChange(change);
    ModelStatus scores =
        new ModelStatus("v2", State.ACTIVE, null, 12L, null, 60_000L, null, SHA256, 3, 0)
            .withChange(change);
    for (ModelStatus status : List.of(decided, scores)) {
      byte[] json = Messages.json(status);
      assertThat(Messages.modelStatus(json)).isEqualTo(status);
      assertThat(errors("model-status", json)).isEmpty();
    }
  }

  @Test
  void aRefusalRepeatsWhatWasAskedThoughItIsWrong() throws Exception {
    ModelStatus refused =
        new ModelStatus("v2", State.REJECTED, "no", null, null, null, "/v2.zip", SHA256, 3, null)
            .withChange(new RoleChange(Kind.CANARY, "no name!", 5, -1));
    byte[] json = Messages.json(refused);
    assertThat(Messages.modelStatus(json)).isEqualTo(refused);
    assertThat(errors("model-status", json)).isEmpty();
  }

  @Test
  void theBytesOfACommandWithAndWithoutABundle() {
    assertThat(Messages.json(command(new RoleChange(Kind.CANARY, "e", 0.05, 0.1), FROM)))
        .asString(UTF_8)
        .isEqualTo(
            "{\"type\":\"CANARY\",\"version\":\"v2\",\"uri\":\"/v2.zip\",\"sha256\":\""
                + SHA256
                + "\",\"effectiveFrom\":\"2026-07-01T12:00:00Z\",\"experiment\":\"e\",\"share\":0.05,"
                + "\"compared\":0.1}");
    assertThat(Messages.json(command(new RoleChange(Kind.PROMOTE, "e", 0, 0), null)))
        .asString(UTF_8)
        .isEqualTo("{\"type\":\"PROMOTE\",\"experiment\":\"e\"}");
    assertThat(Messages.json(command(new RoleChange(Kind.ROLLBACK, null, 0, 0), null)))
        .asString(UTF_8)
        .isEqualTo("{\"type\":\"ROLLBACK\"}");
  }

  @Test
  void recordsFromBeforeRolesPutAModelInForce() throws Exception {
    String command = "{'type':'ACTIVATE','version':'v','uri':'u','sha256':'s'}";
    String status = "{'version':'v','state':'ACCEPTED','effectiveFrom':'1970-01-01T00:01:00Z'}";
    assertThat(Messages.modelCommand(bytes(command)))
        .isEqualTo(new ModelCommand("v", "u", "s", null));
    assertThat(Messages.modelStatus(bytes(status)).change()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'type':'DEACTIVATE'}                                       | unknown 'type' DEACTIVATE, known are ACTIVATE, CANARY,
          {'type':'canary'}                                           | unknown 'type' canary, known
          {'type':'PROMOTE'}                                          | 'experiment' is missing
          {'type':'END','experiment':7}                               | 'experiment' is missing or not a text
          {'type':'CANARY','experiment':'e'}                          | 'share' is missing or not a number
          {'type':'SHADOW','experiment':'e','share':'0.5'}            | 'share' is missing or not a number
          {'type':'CANARY','experiment':'e','share':1,'compared':'x'} | 'compared' is missing or not a number
          {'type':'CANARY','experiment':'e','share':0.5}              | 'version' is missing
          {'version':'v','uri':'u','sha256':'s'}                      | 'type' is missing
          """)
  void whatIsNoCommandIsToldApartByItsReason(String json, String reason) throws IOException {
    assertThatThrownBy(() -> Messages.modelCommand(bytes(json)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(reason);
    assertThat(errors("model-control", bytes(json))).isNotEmpty();
  }

  @Test
  void theSchemaKnowsWhichSharesAndNamesTheGateTakes() throws IOException {
    for (String changes :
        List.of("'share':0", "'share':1.5", "'compared':2", "'experiment':'a b'")) {
      ObjectNode command =
          TopicSchema.object(
              Messages.json(command(new RoleChange(Kind.CANARY, "e", 0.5, 0.5), null)));
      command.setAll(TopicSchema.object(bytes("{" + changes + "}")));
      assertThat(errors("model-control", command)).as(changes).isNotEmpty();
    }
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }
}
