package io.reviewscoring.model.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that come from elsewhere, read under limits. */
final class ImportJson {
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(1 << 26)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ImportJson() {}

  /** The bytes of a file of at most so many. */
  static byte[] bytes(Path file, int most) throws ImportException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new ImportException(file + " can't be read: " + e.getMessage());
    }
    if (bytes.length > most) {
      throw new ImportException("%s has more than %,d bytes".formatted(file, most));
    }
    return bytes;
  }

  /**
   * A text of UTF-8.
   *
   * @param what names it in a refusal
   */
  static String text(byte[] bytes, String what) throws ImportException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ImportException(what + " is not UTF-8");
    }
  }

  /**
   * JSON.
   *
   * @param what names it in a refusal
   */
  static JsonNode json(String text, String what) throws ImportException {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ImportException(what + " is no JSON: " + e.getOriginalMessage());
    }
  }
}
