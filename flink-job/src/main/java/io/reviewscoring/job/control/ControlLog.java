package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What stood in the control plane's topics when the job started. */
public interface ControlLog extends Serializable {

  /** All records of the status topic, oldest first; none when there is no such topic. */
  List<ModelStatus> statusRecords() throws IOException;

  /** The offset of the last record that a reader of the control topic gets, or -1. */
  long lastControlOffset() throws IOException;
}
