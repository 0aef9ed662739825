package io.reviewscoring.job.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What of a sentiment event is compared, each in 128 bits of its SHA-256: two events that differ
 * have the same by no chance that counts.
 *
 * @param identity its review, product and timestamp
 * @param content the rest, without what depends on arrival or on what a run was asked for
 * @param evidence {@link Part#NONE} where it carries none
 */
record EventDigest(Part identity, Part content, Part evidence) {
  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
  private static final String EVIDENCE = "evidence";
  private static final List<String> IDENTITY = List.of("reviewId", "productId", "timestamp");
  private static final List<String> LEFT_OUT =
      List.of("previousScore", "previousModel", "text", EVIDENCE);

  /** 128 bits. */
  record Part(long high, long low) {
    static final Part NONE = new Part(0, 0);

    private static Part of(JsonNode node) {
      try {
        ByteBuffer hash =
            ByteBuffer.wrap(
                MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(node)));
        return new Part(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
    }

    private static Part read(DataInputStream in) throws IOException {
      return new Part(in.readLong(), in.readLong());
    }

    private void write(DataOutputStream out) throws IOException {
      out.writeLong(high);
      out.writeLong(low);
    }
  }

  static EventDigest of(ObjectNode event) {
    ObjectNode identity = event.deepCopy().retain(IDENTITY);
    ObjectNode content = event.deepCopy().remove(IDENTITY).remove(LEFT_OUT);
    JsonNode evidence = event.path(EVIDENCE);
    return new EventDigest(
        Part.of(identity),
        Part.of(content),
        evidence.isMissingNode() ? Part.NONE : Part.of(evidence));
  }

  static EventDigest read(DataInputStream in) throws IOException {
    return new EventDigest(Part.read(in), Part.read(in), Part.read(in));
  }

  void write(DataOutputStream out) throws IOException {
    identity.write(out);
    content.write(out);
    evidence.write(out);
  }

  /** Whether they say the same; of evidence, where both carry it. */
  boolean agrees(EventDigest other) {
    return content.equals(other.content)
        && (evidence.equals(Part.NONE)
            || other.evidence.equals(Part.NONE)
            || evidence.equals(other.evidence));
  }
}
