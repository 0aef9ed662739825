package io.reviewscoring.job.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Languages by tag, code or English name: {@code en-GB}, {@code eng} and {@code English} are all
 * {@code en}. The table is the project's own ({@code languages.txt}), so that no JDK's data changes
 * a result. Immutable, thread-safe.
 */
public final class Languages {
  private static final String RESOURCE = "languages.txt";
  private static final String UNDETERMINED = "und";

  /** By code or name in lower case, the codes themselves among them. */
  private static final Map<String, String> TAGS = read();

  private Languages() {}

  private static Map<String, String> read() {
    Map<String, String> tags = new HashMap<>();
    try (InputStream in = Languages.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          List<String> names = List.of(line.split(";", -1));
          names.forEach(name -> tags.putIfAbsent(name.toLowerCase(Locale.ROOT), names.get(0)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return tags;
  }

  /**
   * The primary language of a tag, code or name: by ISO 639-1 where it has a code there, else as it
   * stands, in lower case.
   *
   * @return null if the text is blank or says that the language is not determined
   */
  public static @Nullable String primary(String text) {
    String known = TAGS.get(text);
    if (known != null) {
      return known;
    }
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String named = TAGS.get(lower);
    if (named != null) {
      return named;
    }
    int end = 0;
    while (end < lower.length() && "-_.@".indexOf(lower.charAt(end)) < 0) {
      end++;
    }
    String first = lower.substring(0, end);
    return first.isEmpty() || first.equals(UNDETERMINED) ? null : TAGS.getOrDefault(first, first);
  }

  /** Whether it is a code or name of the table. */
  public static boolean isName(String text) {
    return TAGS.containsKey(text.strip().toLowerCase(Locale.ROOT));
  }
}
