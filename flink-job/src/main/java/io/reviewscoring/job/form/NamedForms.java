package io.reviewscoring.job.form;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named sets of options, which are data ({@code forms.json}). Immutable, thread-safe. */
public final class NamedForms {
  /** The project's own form. */
  public static final String OWN = "review-scoring";

  private static final String RESOURCE = "forms.json";
  private static final Map<String, Map<String, String>> FORMS = read();

  private NamedForms() {}

  private static Map<String, Map<String, String>> read() {
    try (InputStream in = NamedForms.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new ObjectMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, Map<String, String>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /** In the order in which the help names them. */
  public static List<String> names() {
    return List.copyOf(FORMS.keySet());
  }

  /**
   * A named form with some of its options replaced.
   *
   * @param given values by the options' names, which win
   * @throws IllegalArgumentException saying what is right
   */
  public static ReviewForm form(String name, Map<String, String> given) {
    Map<String, String> named = FORMS.get(name);
    if (named == null) {
      throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", names()));
    }
    return ReviewForm.of(name, named, given);
  }
}
