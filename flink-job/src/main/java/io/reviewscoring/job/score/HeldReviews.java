package io.reviewscoring.job.score;

import io.reviewscoring.job.message.EncodedReview;
import io.reviewscoring.job.message.EncodedReviewSerializer;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.score.RoleModels.Lacking;
import io.reviewscoring.job.timeline.Roles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.function.BiConsumerWithException;
import org.jspecify.annotations.Nullable;

/**
 * Reviews that wait, by their instant of event time. Keyed state, in {@link GroupLists}. Changes
 * the current key. For the task thread.
 */
final class HeldReviews {
  private static final ListStateDescriptor<EncodedReview> STATE =
      new ListStateDescriptor<>("held by instant", new EncodedReviewSerializer());

  /** How long a tick releases reviews before barriers have their turn. */
  private static final long RELEASE_NANOS = 500_000_000;

  private final GroupLists<EncodedReview> lists;
  private final long most;

  /** By instant, without which models all are that were left there. */
  private final Map<Long, Lacking> left = new HashMap<>();

  private long count;

  /**
   * Finds those that a checkpoint holds.
   *
   * @param most of all subtasks, each having its share
   */
  HeldReviews(KeyedStateBackend<String> backend, TaskInfo task, int most) throws Exception {
    this.lists = new GroupLists<>(backend, task, STATE);
    this.most = (most - 1L) / task.getNumberOfParallelSubtasks() + 1;
    this.count = lists.count();
  }

  /**
   * Adds one.
   *
   * @throws SuppressRestartsException if it is one too many: again and again the job would only
   *     read them anew
   */
  void add(EncodedReview review) throws Exception {
    Long first = lists.first();
    if (first != null && count >= most) {
      throw new SuppressRestartsException(
          new FlinkException(
              "more reviews wait for a model than held.max allows ("
                  + most
                  + " a subtask), the earliest of "
                  + Messages.instant(first)
                  + ": model-status says what became of their model; make it loadable or give a"
                  + " larger held.max, and start again"));
    }
    put(review);
    left.remove(review.timestamp());
  }

  private void put(EncodedReview review) throws Exception {
    lists.add(review.timestamp(), lists.groupOf(review.reviewId()), review);
    count++;
  }

  /**
   * Gives those on that need not wait any more, the earliest first, until the time is up: the next
   * call goes on. After the last tick it gives all.
   *
   * @param models gives reviews their models
   * @param to may change the current key
   * @return whether the time was up before all were given
   */
  boolean release(
      SettledTimeline timeline,
      RoleModels models,
      BiConsumerWithException<EncodedReview, Assignment, Exception> to)
      throws Exception {
    boolean last = timeline.isAtItsEnd();
    long start = System.nanoTime();
    Long instant = lists.first();
    while (instant != null && timeline.isFinal(instant)) {
      if (!last && System.nanoTime() - start > RELEASE_NANOS) {
        return true;
      }
      Roles roles = timeline.at(instant);
      Lacking lacking = last ? Lacking.NONE : models.lacking(roles);
      if (lacking.inForce() && (roles == null || roles.experiment() == null)) {
        // So have all up to the next decision to wait.
        Long next = timeline.nextAfter(instant);
        instant = next == null ? null : lists.atOrAfter(next);
      } else {
        if (!lacking.equals(left.get(instant))
            && release(instant, last, roles, lacking, models, to)
            && instant.equals(lists.atOrAfter(instant))) {
          left.put(instant, lacking);
        }
        instant = lists.after(instant);
      }
    }
    return false;
  }

  /** Gives on those of an instant that lack no model; says whether all others lack a known one. */
  private boolean release(
      long instant,
      boolean last,
      @Nullable Roles roles,
      Lacking lacking,
      RoleModels models,
      BiConsumerWithException<EncodedReview, Assignment, Exception> to)
      throws Exception {
    boolean known = !lacking.equals(Lacking.NONE);
    for (EncodedReview review : remove(instant)) {
      boolean lacks = roles == null || lacking.isLackedBy(review.reviewId(), roles);
      Assignment assignment = lacks ? null : models.of(roles, review.reviewId(), last);
      if (assignment != null) {
        to.accept(review, assignment);
      } else {
        put(review);
        known &= lacks;
      }
    }
    return known;
  }

  /** Removes all of an instant; those of one id stay in the order in which they came. */
  private List<EncodedReview> remove(long instant) throws Exception {
    left.remove(instant);
    List<EncodedReview> reviews = lists.remove(instant);
    count -= reviews.size();
    return reviews;
  }
}
