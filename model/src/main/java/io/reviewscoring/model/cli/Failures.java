package io.reviewscoring.model.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures as a person reads them. */
final class Failures {

  private Failures() {}

  static String inOneLine(Throwable failure) {
    if (failure instanceof NoSuchFileException e) {
      return e.getFile() + ": no such file";
    }
    if (failure instanceof AccessDeniedException e) {
      return e.getFile() + ": access denied";
    }
    if (failure instanceof NoClassDefFoundError e) {
      return "not on the class path: " + e.getMessage();
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
