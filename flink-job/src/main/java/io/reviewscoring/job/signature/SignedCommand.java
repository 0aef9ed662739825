package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.job.message.Instants;
import io.reviewscoring.job.message.MalformedMessageException;
import io.reviewscoring.job.message.Messages;
import io.reviewscoring.job.message.ModelCommand;

/**
 * A command with what only a signed one says. All of it is in the bytes that are signed: those of a
 * plain command's JSON with three more fields.
 *
 * @param job the job that it is for
 * @param issuedAt when it was signed, by the signer's clock, epoch milliseconds
 * @param expires from when on no job may take it any more, epoch milliseconds
 */
public record SignedCommand(ModelCommand command, String job, long issuedAt, long expires) {
  /** What an envelope of a command says it holds. */
  public static final String PAYLOAD_TYPE = "application/vnd.review-scoring.model-command+json";

  private static final int MAX_JOB_CHARS = 200;
  private static final String JOB = "job";
  private static final String ISSUED_AT = "issuedAt";
  private static final String EXPIRES = "expires";

  /** The bytes to be signed. */
  public byte[] payload() {
    try {
      ObjectNode node = Fields.read(Messages.json(command));
      node.put(JOB, job);
      node.put(ISSUED_AT, Instants.text(issuedAt));
      node.put(EXPIRES, Instants.text(expires));
      return node.toString().getBytes(UTF_8);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("a command has no JSON form", e);
    }
  }

  /**
   * Reads it from an envelope; whether anybody signed it is another matter.
   *
   * @throws MalformedMessageException if it holds no such command
   */
  public static SignedCommand in(Envelope envelope) throws MalformedMessageException {
    if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
      throw new MalformedMessageException("the envelope's 'payloadType' is not " + PAYLOAD_TYPE);
    }
    byte[] payload = envelope.payloadBytes();
    ObjectNode node = Fields.read(payload);
    return new SignedCommand(
        Messages.modelCommand(payload),
        Fields.text(node, JOB, MAX_JOB_CHARS),
        Fields.instant(node, ISSUED_AT),
        Fields.instant(node, EXPIRES));
  }

  /** The same signed. */
  public Envelope sign(SigningKey key) {
    return key.sign(PAYLOAD_TYPE, payload());
  }
}
