package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelStatus;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stood in the control plane's topics when the job started. */
public interface ControlLog extends Serializable {

  /** All records of the status topic, oldest first. */
  List<ModelStatus> statusRecords() throws IOException;

  /** The offset of the last record that a reader of the control topic gets, or -1. */
  long lastControlOffset() throws IOException;

  /**
   * The accepted activations among records of the status topic, in their order. After a failure
   * at-least-once delivery may tell a command's decision twice; the last one holds.
   */
  static Collection<ModelStatus> accepted(List<ModelStatus> records) {
    Map<List<Object>, ModelStatus> byCommand = new LinkedHashMap<>();
    for (ModelStatus status : records) {
      if (status.state() == ModelStatus.State.ACCEPTED) {
        List<Object> command = List.of(status.controlOffset(), status.version());
        byCommand.remove(command);
        byCommand.put(command, status);
      }
    }
    return byCommand.values();
  }
}
