package io.reviewscoring.model.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a path from a command line or a file of options. A leading {@code ~} is the user's home, as
 * in a shell, which leaves it alone behind {@code --option=}; {@code ./~} is a file of that name.
 */
public final class UserPath implements ITypeConverter<Path> {
  private static final String HOME = "~";

  @Override
  public Path convert(String text) {
    try {
      return of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no path: " + e.getReason());
    }
  }

  /**
   * The path.
   *
   * @throws InvalidPathException if the system has no such paths
   */
  public static Path of(String text) {
    return Path.of(withHome(text));
  }

  /** The same text with the home in place of the sign for it. */
  public static String withHome(String text) {
    return text.equals(HOME) || text.startsWith(HOME + "/")
        ? home() + text.substring(HOME.length())
        : text;
  }

  /** The shell's, which may be another than the system has for the user. */
  private static String home() {
    return Objects.requireNonNullElseGet(
        System.getenv("HOME"), () -> System.getProperty("user.home"));
  }
}
