package io.reviewscoring.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code that a page of the project shows. */
final class Fence {
  /** The repository's root. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Fence() {}

  /** What stands between the first fences of a language. */
  static String of(String page, String language) throws IOException {
    Matcher fence =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(page)));
    if (!fence.find()) {
      throw new AssertionError(page + " shows no " + language);
    }
    return fence.group(1);
  }
}
