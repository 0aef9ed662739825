package io.reviewscoring.job.redrive;

import io.reviewscoring.job.kafka.DeadLetterHeaders;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import java.util.Set;

/**
 * Which letters are meant.
 *
 * @param reasons empty for all
 * @param from when a letter was written at the earliest, epoch milliseconds
 * @param to before when it was written, epoch milliseconds
 * @param places where the records stood in the reviews topic; empty for all
 * @param maxAttempts how often a record may be given up before it is sent no more
 */
public record Selection(
    Set<String> reasons, long from, long to, Set<Place> places, int maxAttempts) {

  /**
   * Whether a letter is meant.
   *
   * @param written when, epoch milliseconds
   */
  boolean holds(DeadLetterRecord letter, long written) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && written >= from
        && written < to
        && (places.isEmpty() || places.contains(new Place(letter.partition(), letter.offset())));
  }

  /** Whether late reviews are meant by name, and not with all others. */
  boolean asksForLate() {
    return reasons.contains(DeadLetterHeaders.LATE) || !places.isEmpty();
  }
}
