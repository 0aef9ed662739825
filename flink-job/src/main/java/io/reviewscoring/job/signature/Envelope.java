package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DSSE envelope: bytes, what they are, and signatures over both. Nothing in it is believed before
 * a signature fits. Immutable.
 *
 * @param payload base64 of the bytes, in the standard or the URL-safe alphabet
 */
public record Envelope(String payloadType, String payload, List<Signature> signatures) {
  /** Bytes of its JSON; a command has less than a tenth. */
  static final int MAX_BYTES = 64 * 1024;

  static final int MAX_SIGNATURES = 8;
  private static final int MAX_NAME_CHARS = 200;
  private static final String PAYLOAD_TYPE = "payloadType";
  private static final String PAYLOAD = "payload";
  private static final String SIGNATURES = "signatures";
  private static final String KEY_ID = "keyid";
  private static final String SIGNATURE = "sig";

  /**
   * One signature.
   *
   * @param keyId a hint of whose it is, which itself is not signed; null for none
   * @param value base64
   */
  public record Signature(@Nullable String keyId, String value) {
    byte[] bytes() {
      return decoded(value);
    }
  }

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /** Of bytes that somebody signed. */
  static Envelope of(String payloadType, byte[] payload, String keyId, byte[] signature) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new Envelope(
        payloadType,
        base64.encodeToString(payload),
        List.of(new Signature(keyId, base64.encodeToString(signature))));
  }

  /** Whether a record of the control topic wants to be an envelope. */
  public static boolean isOne(byte[] value) {
    try {
      return Fields.read(value).has(PAYLOAD_TYPE);
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  /**
   * Reads one.
   *
   * @throws MalformedMessageException if it is none, or too large
   */
  public static Envelope read(byte[] json) throws MalformedMessageException {
    if (json.length > MAX_BYTES) {
      throw new MalformedMessageException("the envelope has over " + MAX_BYTES + " bytes");
    }
    JsonNode node = Fields.read(json);
    JsonNode listed = node.path(SIGNATURES);
    if (listed.isEmpty() || !listed.isArray()) {
      throw new MalformedMessageException("the envelope has no '" + SIGNATURES + "'");
    }
    if (listed.size() > MAX_SIGNATURES) {
      throw new MalformedMessageException(
          "the envelope has over " + MAX_SIGNATURES + " signatures");
    }
    List<Signature> signatures = new ArrayList<>();
    for (JsonNode each : listed) {
      signatures.add(
          new Signature(
              each.hasNonNull(KEY_ID) ? Fields.text(each, KEY_ID, MAX_NAME_CHARS) : null,
              base64(each, SIGNATURE)));
    }
    return new Envelope(
        Fields.text(node, PAYLOAD_TYPE, MAX_NAME_CHARS), base64(node, PAYLOAD), signatures);
  }

  private static String base64(JsonNode node, String field) throws MalformedMessageException {
    String text = Fields.text(node, field, MAX_BYTES);
    try {
      byte[] unused = decoded(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("'" + field + "' is not base64");
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
  }

  /** The bytes that are signed, with their type. */
  public byte[] payloadBytes() {
    return decoded(payload);
  }

  /** As JSON, of what was read and nothing else. */
  public String json() {
    ObjectNode node = Fields.object();
    node.put(PAYLOAD, payload).put(PAYLOAD_TYPE, payloadType);
    ArrayNode listed = node.putArray(SIGNATURES);
    for (Signature each : signatures) {
      ObjectNode one = listed.addObject();
      if (each.keyId() != null) {
        one.put(KEY_ID, each.keyId());
      }
      one.put(SIGNATURE, each.value());
    }
    return node.toString();
  }

  /** The same as a value of the control topic. */
  public byte[] bytes() {
    return json().getBytes(UTF_8);
  }

  /** What the signatures are over. */
  byte[] signedBytes() {
    return signedBytes(payloadType, payloadBytes());
  }

  /** DSSE's pre-authentication encoding: lengths in bytes, so that nothing can be moved across. */
  static byte[] signedBytes(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(UTF_8));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
