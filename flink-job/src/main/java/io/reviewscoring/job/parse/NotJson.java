package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.reviewscoring.job.message.Excerpt;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people read about a value that is no JSON object. */
final class NotJson {
  private static final int SHOWN = 40;

  /** The parser's advice to who programs it: no user can set that. */
  private static final Pattern ADVICE = Pattern.compile("[:;,]? \\(?(maybe|enable|not recogni).*");

  /** A row of values, the first of them no JSON: two commas, semicolons or tabs without a blank. */
  private static final Pattern CSV_ROW =
      Pattern.compile("[^{\\[]*?[,;\t][^\\s,;][^{\\[]*?[,;\t]\\S.*");

  private NotJson() {}

  /** Why a text is not JSON, and what to do where that is known. */
  static String words(String text, JacksonException e) {
    String message =
        String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("no JSON at all");
    if (message.contains("(code 39)")) {
      return "single quotes are not JSON's (Python writes them; json.dumps writes JSON)";
    }
    if (message.contains("('/' (code 47))")) {
      return "a comment is not JSON: leave it out";
    }
    if (CSV_ROW.matcher(text.strip()).matches()) {
      return "the value is not JSON, it looks like CSV: write each row as a JSON object, with names"
          + " for its fields";
    }
    if (text.strip().endsWith(",")) {
      return "the value ends with a comma, as a line of a JSON array does: leave it out";
    }
    return "the value is not JSON: " + ADVICE.matcher(message).replaceFirst("");
  }

  /** What a value is that is JSON, but no object. */
  static String noObject(@Nullable JsonToken token, JsonParser parser) throws IOException {
    if (token == JsonToken.START_ARRAY) {
      return "the value is a JSON array: write each of its elements as a record of its own";
    }
    if (token == JsonToken.VALUE_STRING && parser.getText().stripLeading().startsWith("{")) {
      return "the value is JSON within a JSON text, encoded twice: write the object itself";
    }
    return "the value is not a JSON object";
  }

  /** A value as messages show it. */
  static String shown(@Nullable String value) {
    return Excerpt.of(String.valueOf(value), SHOWN);
  }
}
