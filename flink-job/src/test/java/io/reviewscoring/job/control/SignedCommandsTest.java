package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOPIC;
import static io.reviewscoring.job.control.SigningHarness.JOB;
import static io.reviewscoring.job.control.SigningHarness.activation;
import static io.reviewscoring.job.control.SigningHarness.issued;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus.State;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.signature.CommandTrust;
import io.reviewscoring.job.signature.Keys;
import io.reviewscoring.job.signature.SignedCommand;
import io.reviewscoring.job.signature.SigningKey;
import io.reviewscoring.job.timeline.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to a job that has trusted keys, over rotations and starts. */
@SuppressWarnings("NullAway.Init")
class SignedCommandsTest {
  @TempDir Path folder;

  private SigningHarness by;

  @BeforeEach
  void oneKeyIsTrusted() throws Exception {
    by = new SigningHarness(folder);
  }

  @Test
  void whereTheKeysCanNotBeReadNothingIsFollowed() throws Exception {
    Decider decider = by.start(null);
    Files.move(folder.resolve("alice.pem"), folder.resolve("alice"));
    assertThat(decider.deliver(new ControlRecord(by.signed(activation("v1"), NOW), 0), NOW))
        .isTrue();
    by.gate.listen(decider);
    by.gate.assertRefused("v1", "the job can't read its trusted keys, or has none");
    assertThat(by.gate.lastStatus().reason()).doesNotContain(folder.toString());
  }

  @Test
  void keysRotateWhileTheGateRuns() throws Exception {
    Decider decider = by.start(null, by.signed(activation("v1"), NOW - 9));
    by.gate.sound(decider, "v1", NOW);
    SigningKey next = Keys.trustedIn(folder, "next");
    decider.deliver(new ControlRecord(by.signed(activation("v2"), NOW - 8), 1), NOW);
    by.gate.sound(decider, "v2", NOW);
    Keys.retire(folder, "alice");
    decider.deliver(new ControlRecord(by.signed(activation("v3"), NOW - 7), 2), NOW);
    by.gate.listen(decider);
    by.gate.assertRefused("v3", "a key that is retired");
    decider.deliver(
        new ControlRecord(issued(activation("v4"), NOW - 6).sign(next).bytes(), 3), NOW);
    by.gate.sound(decider, "v4", NOW);
    assertThat(by.gate.timeline).extracting(Decision::version).containsExactly("v1", "v2", "v4");
    // What the retired key signed is in the record, and counts.
    by.start(null);
  }

  @Test
  void aJobWhoseOnlyKeyIsRetiredGoesOnAfterARestartAndFollowsNothing() throws Exception {
    Decider decider = decidedTwo();
    Keys.retire(folder, "alice");
    for (GateState state : Arrays.asList(decider.state(), null)) {
      Decider again = by.start(state, firstTwo());
      again.deliver(new ControlRecord(by.signed(activation("v3"), NOW), 2), NOW);
      by.gate.listen(again);
      by.gate.assertRefused("v3", "it is signed by a key that is retired");
    }
  }

  private byte[][] firstTwo() {
    return new byte[][] {
      by.signed(activation("v1"), NOW - 2_000), by.signed(activation("v2"), NOW - 1_000)
    };
  }

  /** v2 is refused for its bundle, v1 in force. */
  private Decider decidedTwo() {
    Decider decider = by.start(null, firstTwo());
    by.gate.sound(decider, "v1", NOW);
    by.gate.found(decider, "v2", new Verdict.Refused("golden case"), NOW);
    return decider;
  }

  @Test
  void whatWasRefusedForItsBundleCanNotBeSentAgainAfterARestore() {
    GateState state = decidedTwo().state();
    Decider restored = by.start(state, firstTwo());
    restored.deliver(new ControlRecord(firstTwo()[1], 2), NOW);
    by.gate.listen(restored);
    by.gate.assertRefused("v2", "sent again");
  }

  @Test
  void norAfterAStartFromTheRecordAloneNorOnATopicMadeAnew() {
    Decider unused = decidedTwo();
    Decider again = by.start(null, firstTwo());
    again.deliver(new ControlRecord(firstTwo()[1], 2), NOW);
    by.gate.listen(again);
    by.gate.assertRefused("v2", "sent again");

    by.gate.listen(by.start("another", by.trust(), null, firstTwo()[1]));
    by.gate.assertRefused("v2", "sent again");
    assertThat(by.gate.lastStatus().controlTopicId()).isEqualTo("another");
  }

  @Test
  void anOlderCommandThatWaitsForItsStoreIsNotOutOfOrderAfterAStartFromTheRecord() {
    Decider decider = by.start(null, firstTwo());
    by.gate.away(decider, "v1", NOW);
    by.gate.sound(decider, "v2", NOW);
    Decider again = by.start(null, firstTwo());
    assertThat(again.open()).hasSize(1);
    assertThat(by.gate.statuses).noneMatch(status -> status.state() == State.REJECTED);
  }

  @Test
  void whatWaitedUnsignedWhenTheJobGotItsKeysIsRefused() {
    CommandTrust everyone = CommandTrust.everyone(JOB);
    Decider before = by.start(TOPIC, everyone, null, Messages.json(activation("v1")));
    by.gate.away(before, "v1", NOW);
    by.gate.listen(by.start(before.state(), Messages.json(activation("v1"))));
    by.gate.assertRefused("v1", "it is not signed");
  }

  @Test
  void whatWaitedAndIsForAnotherJobIsRefusedWhenTheJobGotItsKeys() {
    CommandTrust everyone = CommandTrust.everyone(JOB);
    byte[] ofBooks =
        new SignedCommand(activation("v1"), "books", NOW, NOW + HOUR).sign(by.key).bytes();
    Decider before = by.start(TOPIC, everyone, null, ofBooks);
    by.gate.away(before, "v1", NOW);
    by.gate.listen(by.start(before.state(), ofBooks));
    by.gate.assertRefused("v1", "it is signed for another job, books");
  }

  /** v1 is in force, and v2 waits for its store. */
  private Decider secondWaits() {
    Decider decider = by.start(null, firstTwo());
    by.gate.sound(decider, "v1", NOW);
    by.gate.away(decider, "v2", NOW);
    return decider;
  }

  @Test
  void whatWaitsForItsStoreIsRefusedOnceItsKeyIsRetired() throws Exception {
    Decider decider = secondWaits();
    GateState waiting = decider.state();
    SigningKey unused = Keys.trustedIn(folder, "next");
    Keys.retire(folder, "alice");

    Decider restored = by.start(waiting, firstTwo());
    by.gate.assertRefused("v2", "it is signed by a key that is retired");
    assertThat(restored.open()).isEmpty();

    by.gate.statuses.remove(by.gate.lastStatus());
    by.gate.sound(decider, "v2", NOW + 1);
    by.gate.assertRefused("v2", "it is signed by a key that is retired");
    assertThat(by.gate.timeline).extracting(Decision::version).containsOnly("v1");
  }

  @Test
  void whatWaitsIsRefusedWhereTheKeysCanNotBeReadAnyMore() throws Exception {
    Decider decider = secondWaits();
    Files.move(folder.resolve("alice.pem"), folder.resolve("alice"));
    by.gate.sound(decider, "v2", NOW + 1);
    by.gate.assertRefused("v2", "the job can't read its trusted keys, or has none");
  }

  @Test
  void whatWasAcceptedForALaterInstantStandsWhenItsKeyIsRetired() throws Exception {
    ModelCommand later =
        new ModelCommand("v2", "/v2", "sha-v2", Instants.text(DeciderHarness.TOMORROW));
    Decider decider =
        by.start(null, by.signed(activation("v1"), NOW - 2_000), by.signed(later, NOW - 1_000));
    by.gate.sound(decider, "v1", NOW);
    by.gate.sound(decider, "v2", NOW);
    SigningKey next = Keys.trustedIn(folder, "next");
    Keys.retire(folder, "alice");
    Decider restored = by.start(decider.state());
    ModelCommand instead =
        new ModelCommand("v1", "/v1", "sha-v1", Instants.text(DeciderHarness.TOMORROW));
    restored.deliver(new ControlRecord(issued(instead, NOW).sign(next).bytes(), 2), NOW);
    by.gate.sound(restored, "v1", NOW);
    assertThat(by.gate.timeline)
        .extracting(Decision::version, Decision::effectiveFrom)
        .endsWith(tuple("v2", DeciderHarness.TOMORROW), tuple("v1", DeciderHarness.TOMORROW));
  }

  @Test
  void withoutKeysASignedCommandIsItsPayload() {
    CommandTrust everyone = CommandTrust.everyone("books");
    byte[] foreign = issued(activation("v1"), NOW - HOUR).sign(SigningKey.generate()).bytes();
    Decider decider = by.start(TOPIC, everyone, null, foreign);
    by.gate.sound(decider, "v1", NOW);
    assertThat(by.gate.lastStatus().state()).isEqualTo(State.ACCEPTED);
    assertThat(by.gate.lastStatus().envelope()).isEqualTo(new String(foreign, UTF_8));
  }

  @Test
  void aModelGivenAtTheStartIsNotTakenWhereCommandsMustBeSigned() {
    Decider decider =
        new Decider(
            new GateHarness(folder).settings("/v1", Duration.ofSeconds(30)),
            new ControlLog.Contents(TOPIC, List.of(), List.of(), by.trust()),
            null,
            NOW);
    assertThat(decider.open())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.verdict())
                    .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).contains("publish --sign")));
  }

  @Test
  void endAndRollbackNeedNoSignature() {
    Decider decider = by.start(null, firstTwo());
    by.gate.sound(decider, "v1", NOW);
    by.gate.sound(decider, "v2", NOW + 1_000);
    decider.deliver(
        new ControlRecord(
            Messages.json(
                ModelCommand.withoutBundle(null, new RoleChange(Kind.ROLLBACK, null, 0, 0))),
            2),
        NOW + 2_000);
    by.gate.listen(decider);
    assertThat(by.gate.timeline).extracting(Decision::version).containsExactly("v1", "v2", "v1");
    by.start(null);
  }
}
