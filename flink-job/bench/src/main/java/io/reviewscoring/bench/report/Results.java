package io.reviewscoring.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** All figures as one JSON object: what was measured on, and each part by its name. */
public final class Results {
  private final Map<String, Object> parts = new LinkedHashMap<>();

  /** Adds a part; records become objects. */
  public void put(String part, Object figures) {
    parts.put(part, figures);
  }

  /** Writes the file; one that is there is replaced, whole or not at all. */
  public void write(Path file) throws IOException {
    byte[] json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(parts);
    ReportFile.write(file, out -> out.write(json));
  }
}
