package io.reviewscoring.model.file;

import java.io.IOException;

/** Data that can't be used; the message is one line for a person. */
public final class DatasetException extends IOException {

  /** Says what is wrong, and where. */
  public DatasetException(String message) {
    super(message);
  }

  /**
   * Says what is wrong with a line.
   *
   * @param line from 1
   */
  public DatasetException(String file, int line, String what) {
    this(file + ": line " + line + ": " + what);
  }
}
