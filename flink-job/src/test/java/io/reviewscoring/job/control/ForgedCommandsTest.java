package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOMORROW;
import static io.reviewscoring.job.control.SigningHarness.JOB;
import static io.reviewscoring.job.control.SigningHarness.activation;
import static io.reviewscoring.job.control.SigningHarness.issued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.signature.Envelope;
import io.reviewscoring.job.signature.Keys;
import io.reviewscoring.job.signature.SignedCommand;
import io.reviewscoring.job.signature.SigningKey;
import io.reviewscoring.job.timeline.Decision;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to have a job follow what nobody trusted has signed so, or not for now. */
@SuppressWarnings("NullAway.Init")
class ForgedCommandsTest {
  private static final ModelCommand CANARY =
      new ModelCommand(
          "v2",
          "/v2",
          "sha-v2",
          Instants.text(TOMORROW),
          new RoleChange(Kind.CANARY, "spring", 0.25, 0.5));

  @TempDir Path folder;

  private SigningHarness by;

  @BeforeEach
  void oneKeyIsTrusted() throws Exception {
    by = new SigningHarness(folder);
  }

  /** Another way to be refused. */
  @FunctionalInterface
  private interface Forgery {
    byte[] of(ForgedCommandsTest test) throws Exception;
  }

  private static Arguments way(String name, String reason, Forgery forgery) {
    return Arguments.of(Named.of(name, forgery), reason);
  }

  /** The canary's envelope, whose payload says something else than was signed. */
  private byte[] altered(String what, String with) {
    Envelope envelope = issued(CANARY, NOW).sign(by.key);
    String payload = new String(envelope.payloadBytes(), UTF_8);
    assertThat(payload).contains(what);
    String other = Base64.getEncoder().encodeToString(payload.replace(what, with).getBytes(UTF_8));
    return new Envelope(envelope.payloadType(), other, envelope.signatures()).bytes();
  }

  /** The canary's envelope with other signatures. */
  private byte[] signedBy(String payloadType, Envelope.Signature... signatures) {
    Envelope envelope = issued(CANARY, NOW).sign(by.key);
    return new Envelope(payloadType, envelope.payload(), List.of(signatures)).bytes();
  }

  private static Envelope.Signature signature(SigningKey key, byte[] payload, String payloadType) {
    return key.sign(payloadType, payload).signatures().get(0);
  }

  private static byte[] rewritten(String json) {
    return json.replace('\'', '"').getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Stream<Arguments> forgeries() {
    String type = SignedCommand.PAYLOAD_TYPE;
    String later = Instants.text(NOW + 30 * HOUR);
    byte[] canary = issued(CANARY, NOW).payload();
    return Stream.of(
        way("unsigned", "it is not signed", test -> Messages.json(activation("v2"))),
        way("an unsigned canary", "it is not signed", test -> Messages.json(CANARY)),
        way(
            "an unsigned promotion",
            "it is not signed",
            test ->
                Messages.json(
                    ModelCommand.withoutBundle(
                        null, new RoleChange(Kind.PROMOTE, "spring", 0, 0)))),
        way(
            "what is signed, without its envelope",
            "it is not signed",
            test -> issued(CANARY, NOW).payload()),
        way(
            "a foreign key",
            "none of the keys that this job trusts",
            test -> issued(CANARY, NOW).sign(SigningKey.generate()).bytes()),
        way(
            "a foreign key under a trusted one's name",
            "it was altered",
            test ->
                test.signedBy(
                    type,
                    new Envelope.Signature(
                        test.by.key.id(), signature(SigningKey.generate(), canary, type).value()))),
        way(
            "a retired key",
            "a key that is retired",
            test -> {
              SigningKey old = Keys.trustedIn(test.by.folder, "bob");
              Keys.retire(test.by.folder, "bob");
              return issued(CANARY, NOW).sign(old).bytes();
            }),
        way("another version", "altered", test -> test.altered("\"v2\"", "\"v1\"")),
        way("another bundle", "altered", test -> test.altered("sha-v2", "sha-v3")),
        way("another store", "altered", test -> test.altered("\"/v2\"", "\"/v3\"")),
        way("another role", "altered", test -> test.altered("CANARY", "SHADOW")),
        way("another share", "altered", test -> test.altered("0.25", "1.0")),
        way("another compared share", "altered", test -> test.altered("0.5", "0.9")),
        way("another experiment", "altered", test -> test.altered("spring", "autumn")),
        way("another instant", "altered", test -> test.altered(Instants.text(TOMORROW), later)),
        way(
            "another time of issue",
            "altered",
            test -> test.altered(Instants.text(NOW), Instants.text(NOW + 1))),
        way("a later expiry", "altered", test -> test.altered(Instants.text(NOW + HOUR), later)),
        way("another job's name", "altered", test -> test.altered(JOB, "books")),
        way("a blank more", "altered", test -> test.altered("{", "{ ")),
        way(
            "a spoilt signature",
            "altered",
            test -> test.signedBy(type, new Envelope.Signature(test.by.key.id(), "AAAA"))),
        way(
            "another command's signature",
            "altered",
            test ->
                test.signedBy(
                    type, signature(test.by.key, issued(activation("v2"), NOW).payload(), type))),
        way(
            "a signature made for another type",
            "altered",
            test -> test.signedBy(type, signature(test.by.key, canary, "text/plain"))),
        way(
            "signed as something else",
            "'payloadType' is not " + type,
            test -> test.by.key.sign("text/plain", canary).bytes()),
        way(
            "no signature",
            "no 'signatures'",
            test ->
                rewritten(
                    "{'payloadType':'%s','payload':'%s','signatures':[]}"
                        .formatted(type, base64(canary)))),
        way(
            "an unsigned command around a signed one",
            "none of the keys",
            test ->
                rewritten(
                    "{'type':'ACTIVATE','version':'v2','uri':'/v2','sha256':'sha-v2','payloadType':'%s','payload':'%s','signatures':[{'sig':'AAAA'}]}"
                        .formatted(type, base64(canary)))),
        way(
            "two payloads",
            "'type' is missing",
            test -> {
              String json = new String(test.by.signed(CANARY, NOW), UTF_8);
              return (json.substring(0, json.length() - 1)
                      + ",\"payload\":\""
                      + base64(issued(activation("v3"), NOW).payload())
                      + "\"}")
                  .getBytes(UTF_8);
            }),
        way(
            "without expiry",
            "'job' is missing",
            test -> test.by.key.sign(type, Messages.json(CANARY)).bytes()),
        way(
            "expired",
            "it expired at " + Instants.text(NOW),
            test -> test.by.signed(CANARY, NOW - HOUR)),
        way(
            "from the future",
            "ahead of the job's clock",
            test -> test.by.signed(CANARY, NOW + HOUR / 2)),
        way(
            "for another job",
            "signed for another job, books",
            test -> new SignedCommand(CANARY, "books", NOW, TOMORROW).sign(test.by.key).bytes()),
        way(
            "sent again",
            "sent again, or out of order",
            test -> test.by.signed(activation("v1"), NOW - 1_000)),
        way(
            "out of order",
            "sent again, or out of order",
            test -> test.by.signed(CANARY, NOW - 2_000)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgedCommandIsRefusedWithItsReasonAndNothingIsSaidOfFiles(Forgery forgery, String reason)
      throws Exception {
    Decider decider = by.start(null, by.signed(activation("v1"), NOW - 1_000), forgery.of(this));
    by.gate.sound(decider, "v1", NOW);

    assertThat(decider.open()).isEmpty();
    assertThat(by.gate.timeline).extracting(Decision::version).containsExactly("v1");
    assertThat(by.gate.statuses)
        .filteredOn(status -> status.state() == State.REJECTED)
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.controlOffset()).isEqualTo(1);
              assertThat(refused.reason()).contains(reason).doesNotContain(by.folder.toString());
              assertThat(refused.envelope()).isNull();
            });
  }
}
