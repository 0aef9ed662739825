package io.reviewscoring.job.signature;

import static io.reviewscoring.job.message.ModelStatus.State.ACCEPTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway.Init")
class RecordCheckTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final String JOB = "films";
  private static final RoleChange CANARY = new RoleChange(Kind.CANARY, "spring", 0.25, 0);
  private static final RoleChange PROMOTE = new RoleChange(Kind.PROMOTE, "spring", 0, 0);
  private static final RoleChange ROLLBACK = new RoleChange(Kind.ROLLBACK, null, 0, 0);
  private static final RoleChange END = new RoleChange(Kind.END, "spring", 0, 0);

  @TempDir Path folder;

  private SigningKey key;

  @BeforeEach
  void oneKey() throws Exception {
    key = Keys.trustedIn(folder, "alice");
  }

  /** One record in the terms of what was recorded. */
  private static ModelStatus status(
      long offset,
      String version,
      @Nullable RoleChange change,
      @Nullable Long requested,
      @Nullable String envelope) {
    return new ModelStatus(
            version, ACCEPTED, null, null, requested, NOW, "/v", "sha-" + version, offset, null)
        .withControlTopicId("topic")
        .withChange(change)
        .withEnvelope(envelope);
  }

  private String envelope(long offset, String version, @Nullable RoleChange change, String job) {
    ModelCommand command =
        change != null && PROMOTE.equals(change)
            ? ModelCommand.withoutBundle(null, change)
            : new ModelCommand(version, "/v", "SHA-" + version, "2027-01-15T08:00:00Z", change);
    return new SignedCommand(command, job, NOW + offset, NOW + 9_000).sign(key).json();
  }

  private ModelStatus signed(long offset, String version, @Nullable RoleChange change) {
    Long requested = PROMOTE.equals(change) ? null : Long.valueOf(NOW);
    return status(offset, version, change, requested, envelope(offset, version, change, JOB));
  }

  private void check(@Nullable Long until, ModelStatus... record) throws Exception {
    RecordCheck.of(new CommandTrust(JOB, folder.toString(), until)).check(List.of(record));
  }

  private ModelStatus[] sound() {
    return new ModelStatus[] {
      signed(0, "v1", null),
      signed(1, "v2", CANARY),
      status(2, "v1", END, null, null),
      signed(3, "v2", CANARY),
      signed(4, "v2", PROMOTE),
      status(5, "v1", ROLLBACK, null, null)
    };
  }

  @Test
  void whatWasSignedAndWhatLeadsBackToItIsBelieved() {
    assertThatCode(() -> check(null, sound())).doesNotThrowAnyException();
  }

  /** Another record in place of the last one. */
  @FunctionalInterface
  private interface Forgery {
    ModelStatus of(RecordCheckTest test);
  }

  private static Arguments way(String reason, Forgery forgery) {
    return Arguments.of(reason, forgery);
  }

  static Stream<Arguments> forgeries() {
    Long asked = NOW;
    return Stream.of(
        way("is not signed", test -> status(9, "v1", null, asked, null)),
        way("is not signed", test -> status(9, "v2", PROMOTE, null, null)),
        way("signed by none", test -> status(9, "v1", null, asked, "{}")),
        way(
            "signed by none",
            test -> {
              test.key = SigningKey.generate();
              return test.signed(9, "v1", null);
            }),
        way(
            "signed for another job, books",
            test -> status(9, "v1", null, asked, test.envelope(9, "v1", null, "books"))),
        way(
            "another type",
            test -> status(9, "v1", CANARY, asked, test.envelope(9, "v1", null, JOB))),
        way(
            "another version",
            test -> status(9, "v3", null, asked, test.envelope(9, "v1", null, JOB))),
        way(
            "another sha256",
            test -> {
              ModelStatus other = status(9, "v3", null, asked, test.envelope(9, "v1", null, JOB));
              return new ModelStatus(
                      "v1", ACCEPTED, null, null, asked, NOW, "/v", other.sha256(), 9, null)
                  .withEnvelope(other.envelope());
            }),
        way(
            "another share",
            test ->
                status(
                    9,
                    "v2",
                    new RoleChange(Kind.CANARY, "spring", 1, 0),
                    asked,
                    test.envelope(9, "v2", CANARY, JOB))),
        way(
            "another experiment",
            test ->
                status(
                    9,
                    "v2",
                    new RoleChange(Kind.CANARY, "autumn", 0.25, 0),
                    asked,
                    test.envelope(9, "v2", CANARY, JOB))),
        way(
            "another requestedFrom",
            test -> status(9, "v1", null, null, test.envelope(9, "v1", null, JOB))),
        way(
            "sent again or out of order",
            test -> status(9, "v1", null, asked, test.envelope(0, "v1", null, JOB))),
        way(
            "sent again or out of order",
            test ->
                status(9, "v1", null, asked, test.envelope(0, "v1", null, JOB))
                    .withControlTopicId("another")),
        way(
            "sent again or out of order",
            test -> status(9, "v3", null, asked, test.envelope(2, "v3", null, JOB))),
        way("a model that was not accepted", test -> status(9, "v3", ROLLBACK, null, null)),
        way("a model that was not accepted", test -> status(9, "v3", END, null, null)),
        way("a model that was not accepted", test -> test.signed(9, "v3", PROMOTE)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatNobodySignedSoIsNamedWithItsOffset(String reason, Forgery forgery) throws Exception {
    check(null, sound());
    ModelStatus[] record = sound();
    record[5] = forgery.of(this);
    assertThatThrownBy(() -> check(null, record))
        .isInstanceOf(RecordCheck.UntrustedException.class)
        .hasMessageContaining("at offset 9, model ")
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aPromotionLeadsToTheCandidateOfItsOwnExperiment() {
    RoleChange another = new RoleChange(Kind.CANARY, "autumn", 0.25, 0);
    assertThatThrownBy(
            () ->
                check(
                    null,
                    signed(0, "v1", null),
                    signed(1, "v3", another),
                    status(2, "v1", new RoleChange(Kind.END, "autumn", 0, 0), null, null),
                    signed(3, "v2", CANARY),
                    signed(4, "v3", PROMOTE)))
        .isInstanceOf(RecordCheck.UntrustedException.class)
        .hasMessageContaining("at offset 4, model v3")
        .hasMessageContaining("a model that was not accepted");
  }

  @Test
  void unsignedDecisionsCountUpToTheInstantThatIsGiven() throws Exception {
    ModelStatus old = status(0, "v1", null, null, null);
    check(NOW, old, status(1, "v1", END, null, null));
    assertThatThrownBy(() -> check(NOW - 1, old))
        .hasMessageContaining("--model.trust-unsigned-until 2027-01-15T08:00:00Z lets it and all");
  }

  /** As 0.1.0 wrote it. */
  @Test
  void aRecordOfTheFirstReleaseCountsWhereThereAreNoKeys() throws Exception {
    String json =
        """
        {"version":"reviews-1","state":"ACCEPTED","requestedFrom":"2026-03-01T12:00:00Z",\
        "effectiveFrom":"2026-03-01T12:00:00Z","uri":"/m.zip","sha256":"00ff","controlOffset":0}""";
    ModelStatus old = Messages.modelStatus(json.getBytes(UTF_8));
    RecordCheck.of(CommandTrust.everyone(JOB)).check(List.of(old));
    assertThatThrownBy(() -> check(null, old)).hasMessageContaining("at offset 0, model reviews-1");
    check(old.effectiveFrom(), old);
  }

  @Test
  void withoutKeysInTheFolderNoRecordIsLookedAt() throws Exception {
    Files.delete(folder.resolve("alice.pem"));
    assertThatThrownBy(() -> check(null)).isInstanceOf(IOException.class);
    assertThat(RecordCheck.of(CommandTrust.everyone(JOB)).unusable()).isEmpty();
  }
}
