package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ControlRecord;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.job.signature.CommandTrust;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control plane's topics: what is asked, and what was decided. */
public interface ControlLog extends Serializable {

  /**
   * What stands in them at the moment of asking.
   *
   * @throws IOException if they can't be read; to take that for nothing would be to decide anew
   */
  Contents read() throws IOException;

  /**
   * Decisions that were made before, and checked by whom they come from; nothing is asked, and
   * nothing is left to decide.
   */
  static ControlLog decided(List<ModelStatus> decisions) {
    List<ModelStatus> kept = List.copyOf(decisions);
    return () -> new Contents(null, List.of(), kept, CommandTrust.everyone(""));
  }

  /**
   * What stands in the topics.
   *
   * @param topicId of the control topic: one that is made anew has another; null where none is
   *     known
   * @param commands of the control topic, in its order
   * @param statuses of the status topic, this job's, oldest first
   * @param trust whose commands are followed
   */
  record Contents(
      @Nullable String topicId,
      List<ControlRecord> commands,
      List<ModelStatus> statuses,
      CommandTrust trust) {

    /** The offset of the last command, or -1. */
    public long lastOffset() {
      return commands.isEmpty()
          ? ModelStatus.INITIAL_OFFSET
          : commands.get(commands.size() - 1).offset();
    }
  }
}
