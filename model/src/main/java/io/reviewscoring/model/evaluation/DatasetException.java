package io.reviewscoring.model.evaluation;

import java.io.IOException;

/** Labelled data that can't be used; the message is one line for a person. */
public final class DatasetException extends IOException {

  /** Says what is wrong, and where. */
  public DatasetException(String message) {
    super(message);
  }
}
