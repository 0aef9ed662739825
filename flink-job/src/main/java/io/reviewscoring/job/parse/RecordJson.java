package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** JSON as records hold it, with what exporters write beside its grammar. */
public final class RecordJson {
  /** A context of the parser for each level, in a record that a broker takes: 6 MB. */
  private static final int MAX_DEPTH = 100_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private RecordJson() {}

  /** Opens a record's value, whatever stands before its JSON. */
  public static JsonParser open(byte[] value) throws IOException {
    return open(RecordText.decode(value, RecordText.start(value)));
  }

  static JsonParser open(byte[] value, int start) throws IOException {
    return JSON.createParser(value, start, value.length - start);
  }

  static JsonParser open(String text) throws IOException {
    return JSON.createParser(text);
  }
}
