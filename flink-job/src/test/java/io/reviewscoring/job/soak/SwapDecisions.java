package io.reviewscoring.job.soak;

import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the job said became of its models, the one that it was started with among them.
 *
 * @param accepted the control offsets of what it accepted
 * @param rejected the control offsets of what it rejected
 */
record SwapDecisions(List<Long> accepted, List<Long> rejected) {

  /** Reads them from the status topic, as far as they are committed. */
  static SwapDecisions read(JobConfig config) throws IOException {
    SwapDecisions decisions = new SwapDecisions(new ArrayList<>(), new ArrayList<>());
    new CommittedRecords(config)
        .read(config.statusTopic(), record -> decisions.note(status(record.value())));
    return decisions;
  }

  private static ModelStatus status(byte[] value) {
    try {
      return Messages.modelStatus(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("in the status topic", e);
    }
  }

  private void note(ModelStatus status) {
    switch (status.state()) {
      case ACCEPTED -> accepted.add(status.controlOffset());
      case REJECTED -> rejected.add(status.controlOffset());
      case ACTIVE, STALLED -> {}
    }
  }

  int count() {
    return accepted.size() + rejected.size();
  }
}
