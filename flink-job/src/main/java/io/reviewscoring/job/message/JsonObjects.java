package io.reviewscoring.job.message;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads records that are to be JSON objects. */
public final class JsonObjects {
  private JsonObjects() {}

  /**
   * The object.
   *
   * @param mapper says what is allowed
   * @throws MalformedMessageException if it is none, with the reason
   */
  public static ObjectNode read(ObjectMapper mapper, byte[] json) throws MalformedMessageException {
    try {
      if (mapper.readTree(json) instanceof ObjectNode node) {
        return node;
      }
    } catch (JacksonException e) {
      throw new MalformedMessageException("not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedMessageException("not JSON: " + e.getMessage());
    }
    throw new MalformedMessageException("not a JSON object");
  }
}
