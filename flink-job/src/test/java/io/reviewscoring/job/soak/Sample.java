package io.reviewscoring.job.soak;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was seen at one instant.
 *
 * @param seconds since the run began
 * @param liveHeapBytes after a full collection; null between two of them
 * @param residentBytes of the process
 * @param stateBytes of the last completed checkpoint
 * @param checkpointMillis how long that one took from trigger to end
 * @param events seen by a read-committed consumer so far
 * @param model that the last of them carries
 */
record Sample(
    double seconds,
    @Nullable Long liveHeapBytes,
    long metaspaceBytes,
    long residentBytes,
    long stateBytes,
    long checkpointMillis,
    long events,
    String model) {

  static final String HEADER =
      "seconds,live_heap_bytes,metaspace_bytes,resident_bytes,state_bytes,checkpoint_ms,events,model";

  String csv() {
    return String.format(
        Locale.ROOT,
        "%.1f,%s,%d,%d,%d,%d,%d,%s",
        seconds,
        liveHeapBytes == null ? "" : liveHeapBytes.toString(),
        metaspaceBytes,
        residentBytes,
        stateBytes,
        checkpointMillis,
        events,
        model);
  }
}
