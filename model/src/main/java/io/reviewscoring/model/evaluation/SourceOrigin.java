package io.reviewscoring.model.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Where labelled reviews come from, for whoever has to name it.
 *
 * @param name that of the published data set, or of the file or folder
 * @param sha256 of the file; of a folder, {@link DataHash#of} its labelled reviews
 * @param attribution whom the authors ask to be named; null for reviews of one's own
 */
public record SourceOrigin(String name, String sha256, @Nullable String attribution) {

  /** Whether others have the same data, with the same test part. */
  public boolean published() {
    return attribution != null;
  }
}
