package io.reviewscoring.model.console;

import java.io.IOException;

/** Standard output took nothing more. Not an {@link IOException}: print writers swallow those. */
public final class LostOutputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean readerGone;

  LostOutputException(IOException cause, boolean readerGone) {
    super("can't write to standard output: " + cause.getMessage(), cause);
    this.readerGone = readerGone;
  }

  /** Whether it is a pipe that nobody reads any more. */
  boolean isReaderGone() {
    return readerGone;
  }
}
