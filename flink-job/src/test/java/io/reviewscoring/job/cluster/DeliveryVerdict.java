package io.reviewscoring.job.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * What a job made of its input.
 *
 * @param reviews versions of reviews in the topic; repeats don't count
 * @param repeats of them, in the topic too
 * @param lost versions without an event
 * @param duplicated events beyond a version's first
 * @param unknown events of no version in the topic
 * @param wrongVersion events by another model, or in another role, than the recorded timeline gives
 * @param wrongScore events whose score isn't, bit for bit, the one that its model gives
 * @param late events that the dead letters name as late
 * @param otherDeadLetters dead letters of other kinds, and late ones named twice
 * @param finals aggregates that say to be final
 * @param finalsDiffering those that are not what the events add up to, are missing or there twice
 * @param commands activations in the control topic
 * @param undecided of them, those that the status topic says neither accepted nor rejected of
 * @param decidedTwice decisions beyond a command's first, and those of no command
 * @param rejected decisions that refuse a command
 * @param comparedWrongly reviews that comparisons of models lack or have too many
 * @param models how many different ones the events name
 */
record DeliveryVerdict(
    long reviews,
    long repeats,
    long events,
    long lost,
    long duplicated,
    long unknown,
    long wrongVersion,
    long wrongScore,
    long late,
    long otherDeadLetters,
    long finals,
    long finalsDiffering,
    long commands,
    long undecided,
    long decidedTwice,
    long rejected,
    long comparedWrongly,
    long models) {
  /** Of the reviews: with more of them late, the aggregates would prove little. */
  private static final double MOST_LATE = 0.1;

  /**
   * What keeps the run from being exact, a line each: every review has its one right event, every
   * command its one acceptance, and all adds up.
   */
  List<String> problems() {
    List<String> problems = new ArrayList<>(problemsBesideDoubles());
    none(problems, duplicated, "events beyond a review's first");
    none(problems, finalsDiffering, "final aggregates that differ from the events' sums");
    none(problems, comparedWrongly, "reviews that comparisons lack or have too many");
    none(problems, otherDeadLetters, "dead letters that nothing accounts for");
    none(problems, decidedTwice, "decisions beyond a command's first");
    return problems;
  }

  /** Those of them that at-least-once delivery must not have either. */
  List<String> problemsBesideDoubles() {
    List<String> problems = new ArrayList<>();
    none(problems, lost, "reviews without an event");
    none(problems, unknown, "events of no review");
    none(
        problems,
        wrongVersion,
        "events by another model, or in another role, than the timeline has");
    none(problems, wrongScore, "events with another score than their model gives");
    none(problems, undecided, "commands without a decision");
    none(problems, rejected, "commands rejected");
    if (models < 2) {
      problems.add("all events are by one model: no swap took effect");
    }
    if (finals == 0) {
      problems.add("no final aggregate");
    }
    if (late >= MOST_LATE * reviews) {
      problems.add("%,d of %,d reviews are late: too many".formatted(late, reviews));
    }
    return problems;
  }

  private static void none(List<String> problems, long count, String what) {
    if (count != 0) {
      problems.add("%,d %s".formatted(count, what));
    }
  }
}
