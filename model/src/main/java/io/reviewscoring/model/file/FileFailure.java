package io.reviewscoring.model.file;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong with a file, in words for people. */
public final class FileFailure {
  /** As Java's older classes have it: the file, and the system's own words. */
  private static final Pattern OLDER = Pattern.compile(".* \\((.+)\\)");

  private FileFailure() {}

  /** The reason alone, in one line: Java's own message is at times the file's name and no more. */
  public static String reason(Exception failure) {
    if (failure instanceof AccessDeniedException) {
      return "access denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    String reason =
        failure instanceof FileSystemException ofAFile && ofAFile.getReason() != null
            ? ofAFile.getReason()
            : failure.getMessage();
    if (failure instanceof FileNotFoundException && reason != null) {
      Matcher older = OLDER.matcher(reason);
      return older.matches() ? older.group(1) : reason;
    }
    return reason == null
        ? failure.getClass().getSimpleName()
        : reason.lines().findFirst().orElse("");
  }
}
