package io.reviewscoring.job.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.reviewscoring.model.file.ExporterJson;
import java.io.IOException;

/** JSON as records hold it, with what exporters write beside its grammar. */
public final class RecordJson {
  private static final JsonFactory JSON = ExporterJson.newFactory();

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
