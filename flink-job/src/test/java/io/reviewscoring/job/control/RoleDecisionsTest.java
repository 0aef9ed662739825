package io.reviewscoring.job.control;

import static io.reviewscoring.job.control.DeciderHarness.HOUR;
import static io.reviewscoring.job.control.DeciderHarness.NOW;
import static io.reviewscoring.job.control.DeciderHarness.TOMORROW;
import static io.reviewscoring.job.message.RoleChange.Kind.CANARY;
import static io.reviewscoring.job.message.RoleChange.Kind.END;
import static io.reviewscoring.job.message.RoleChange.Kind.PROMOTE;
import static io.reviewscoring.job.message.RoleChange.Kind.ROLLBACK;
import static io.reviewscoring.job.message.RoleChange.Kind.SHADOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.RoleChange;
import io.reviewscoring.job.message.RoleChange.Kind;
import io.reviewscoring.job.timeline.Decision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gate decides about candidates and shadows. */
class RoleDecisionsTest {
  private final RoleHarness roles = new RoleHarness();

  @Test
  void aCandidateBeginsGrowsAndIsPromotedWithItsModelFromTheRecord() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.assertAccepted(CANARY, "c", 20);
    roles.part(CANARY, "c", "e", 0.5, 30L);
    roles.assertAccepted(CANARY, "c", 30);
    roles.part(SHADOW, "s", "e", 0.3, 40L);
    roles.assertAccepted(SHADOW, "s", 40);
    roles.say(PROMOTE, "e", 50L);
    roles.assertAccepted(PROMOTE, "c", 50);
    roles.say(ROLLBACK, null, 60L);
    roles.assertAccepted(ROLLBACK, "v2", 60);
    assertThat(roles.decider.due(NOW)).as("nothing was to be examined for them").isEmpty();
  }

  @Test
  void anEndKeepsTheModelInForceAndTheNameIsUsedUp() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.say(END, "e", 30L);
    roles.assertAccepted(END, "v2", 30);
    roles.part(CANARY, "c", "e", 0.1, 40L);
    roles.assertRefused("experiment e has ended: give another one a name of its own");
    roles.say(END, "e", 50L);
    roles.assertRefused("experiment e is over: it was ended, from 1970-01-01T00:00:00.030Z on");
    roles.say(PROMOTE, "e", 50L);
    roles.assertRefused(
        "experiment e is over: it was ended, from 1970-01-01T00:00:00.030Z on; publish puts its"
            + " model in force");
    roles.part(CANARY, "c", "f", 0.1, 60L);
    roles.assertAccepted(CANARY, "c", 60);
  }

  @Test
  void aRollbackGoesToTheLastOtherModelAndBackAgain() {
    roles.part(SHADOW, "s", "e", 0.1, 20L);
    roles.say(ROLLBACK, null, 30L);
    roles.assertAccepted(ROLLBACK, "v1", 30);
    roles.say(END, "e", 40L);
    roles.assertRefused(
        "experiment e is over: a rollback ended it, from 1970-01-01T00:00:00.030Z on");
    roles.say(ROLLBACK, null, 50L);
    roles.assertAccepted(ROLLBACK, "v2", 50);
  }

  @Test
  void whatWasPromotedIsNeitherPromotedNorEndedAgain() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.say(PROMOTE, "e", 30L);
    String reason =
        "experiment e is over: its candidate c was promoted, from 1970-01-01T00:00:00.030Z on";
    roles.say(PROMOTE, "e", 40L);
    roles.assertRefused(reason);
    roles.say(END, "e", 40L);
    roles.assertRefused(reason);
  }

  @Test
  void behindTheYear9999ThereAreNoInstantsLestTheNextOneBeTheFirstOfAll() {
    String reason = "effectiveFrom is behind the year 9999: +292278994-08-17T07:12:55.807Z";
    roles.say(ROLLBACK, null, Long.MAX_VALUE);
    roles.assertRefused(reason);
    roles.activate("v3", Long.MAX_VALUE);
    roles.assertRefused(reason);
  }

  @Test
  void whereNoOtherModelWasInForceThereIsNothingToGoBackTo() {
    roles.say(ROLLBACK, null, 7L);
    roles.assertRefused("no other model was in force before v1");
    assertThat(roles.gate.lastStatus().version()).isEqualTo(ModelCommand.UNNAMED);
    assertThat(roles.gate.lastStatus().change()).isEqualTo(new RoleChange(ROLLBACK, null, 0, 0));

    roles.part(CANARY, "c", "e", 0.1, 8L);
    roles.say(ROLLBACK, null, 9L);
    roles.assertRefused("no other model was in force before v1; `end e` ends the experiment");
  }

  @Test
  void aRoleNeedsAModelInForce() {
    roles.part(CANARY, "c", "e", 0.1, 4L);
    roles.assertRefused("no model is in force yet at that instant");
    roles.say(END, "e", 3L);
    roles.assertRefused("no model is in force yet at that instant");
    roles.decider = DeciderHarness.start(List.of(), List.of());
    roles.part(SHADOW, "s", "e", 0.1, null);
    roles.assertRefused("no model is in force yet at that instant");
  }

  @Test
  void oneExperimentRunsAtATimeWithOneCandidateAndOneShadow() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.part(SHADOW, "s", "f", 0.1, 30L);
    roles.assertRefused("experiment e runs then: end it first");
    roles.part(CANARY, "d", "e", 0.1, 30L);
    roles.assertRefused("experiment e has another candidate, c: end it first");
    roles.part(SHADOW, "s", "e", 0.1, 30L);
    roles.part(SHADOW, "t", "e", 0.1, 40L);
    roles.assertRefused("experiment e has another shadow, s: end it first");
  }

  @Test
  void theModelInForceIsNeitherCandidateNorShadow() {
    roles.part(CANARY, "v2", "e", 0.1, 20L);
    roles.assertRefused("v2 is the model in force then");
    roles.part(SHADOW, "v2", "e", 0.1, 20L);
    roles.assertRefused("v2 is the model in force then");
    roles.part(SHADOW, "v2", "e", 0.1, 7L);
    roles.assertAccepted(SHADOW, "v2", 7);
  }

  @Test
  void whatDoesNotRunIsNeitherPromotedNorEnded() {
    roles.say(PROMOTE, "e", 20L);
    roles.assertRefused("no experiment e runs then");
    roles.part(SHADOW, "s", "e", 0.1, 20L);
    roles.say(END, "f", 30L);
    roles.assertRefused("no experiment f runs then, but e");
    roles.say(PROMOTE, "e", 30L);
    roles.assertRefused("experiment e has no candidate");
  }

  @Test
  void sharesAndNamesOutOfRangeAreRefusedBeforeAnythingIsFetched() {
    for (double share : new double[] {0, -0.5, 1.01}) {
      roles.send(roles.partOf(CANARY, "c", "e", share, null));
      roles.assertRefused("the share is " + share + ": it must be above 0 and at most 1");
    }
    roles.send(roles.partOf(SHADOW, "c", "a b", 0.5, null));
    assertThat(roles.gate.lastStatus().reason()).startsWith("'a b' is no name of an experiment");
    assertThat(roles.decider.due(NOW)).isEmpty();
  }

  @Test
  void whereAnInstantIsTakenThatOfARoleIsMovedToTheNextFreeMillisecond() {
    roles.part(CANARY, "c", "e", 0.1, 10L);
    roles.assertAccepted(CANARY, "c", 11);
    roles.part(CANARY, "c", "e", 0.2, 10L);
    roles.assertAccepted(CANARY, "c", 12);
    roles.activate("v3", 10L);
    roles.assertAccepted(Kind.ACTIVATE, "v3", 10);
    roles.activate("v4", 11L);
    roles.assertAccepted(Kind.ACTIVATE, "v4", 13);
    assertThat(roles.gate.timeline)
        .extracting(Decision::effectiveFrom)
        .contains(10L, 11L, 12L, 13L);
  }

  @Test
  void aPartThatWouldStandInTheWayOfWhatIsDecidedForLaterIsRefused() {
    roles.part(CANARY, "c", "f", 0.1, TOMORROW);
    roles.part(SHADOW, "s", "e", 0.1, NOW);
    roles.assertRefused(
        "experiment f is decided already from " + Instant.ofEpochMilli(TOMORROW) + " on");
    roles.part(CANARY, "d", "f", 0.1, NOW);
    assertThat(roles.gate.lastStatus().reason())
        .startsWith("experiment f is decided already from ");
    roles.part(CANARY, "c", "f", 0.05, NOW);
    roles.assertAccepted(CANARY, "c", NOW);
  }

  @Test
  void anEndAlsoUndoesWhatWasDecidedForLater() {
    roles.part(CANARY, "c", "e", 0.1, NOW);
    roles.part(CANARY, "c", "e", 0.5, TOMORROW);
    roles.say(END, "e", NOW + 1);
    roles.assertAccepted(END, "v2", NOW + 1);
    roles.say(PROMOTE, "e", TOMORROW + 1);
    roles.assertRefused(
        "experiment e is over: it was ended, from "
            + Instant.ofEpochMilli(NOW + 1)
            + " on; publish puts its model in force");
    roles.part(CANARY, "d", "g", 0.1, TOMORROW);
    roles.assertAccepted(CANARY, "d", TOMORROW + 1);
  }

  @Test
  void anExperimentThatIsOnlyAnnouncedCanBeEnded() {
    roles.part(CANARY, "c", "e", 0.5, TOMORROW);
    roles.say(END, "e", NOW);
    roles.assertAccepted(END, "v2", NOW);
    roles.part(CANARY, "d", "g", 0.1, TOMORROW + HOUR);
    roles.assertAccepted(CANARY, "d", TOMORROW + HOUR);
  }

  @Test
  void anExperimentWhoseStoreIsAwayCanBeEndedAndDoesNotBeginLater() {
    roles.send(roles.partOf(CANARY, "c", "e", 0.5, null));
    roles.gate.away(roles.decider, "c", NOW);
    roles.say(END, "e", null);
    roles.assertAccepted(END, "v2", NOW);
    roles.gate.sound(roles.decider, "c", NOW + 1);
    assertThat(roles.gate.lastStatus().reason())
        .isEqualTo(
            "superseded: its store could not be reached before the later end of an experiment of"
                + " v2 was in force");
  }

  @Test
  void toCallOffAnExperimentLeavesTheOneThatRuns() {
    roles.part(CANARY, "c", "e", 0.1, 20L);
    roles.send(roles.partOf(CANARY, "d", "g", 0.5, null));
    roles.gate.away(roles.decider, "d", NOW);
    roles.send(roles.partOf(SHADOW, "s", "e", 0.3, null));
    roles.gate.away(roles.decider, "s", NOW);
    roles.say(END, "g", 30L);
    roles.assertAccepted(END, "v2", 30);
    roles.gate.sound(roles.decider, "s", NOW);
    assertThat(roles.gate.lastStatus().reason()).isNull();
    assertThat(roles.gate.lastStatus().kind()).isEqualTo(SHADOW);
    roles.part(CANARY, "c", "e", 0.5, 40L);
    roles.assertAccepted(CANARY, "c", 40);
    roles.say(PROMOTE, "e", 50L);
    roles.assertAccepted(PROMOTE, "c", 50);
  }
}
