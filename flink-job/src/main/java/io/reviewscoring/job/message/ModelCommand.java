package io.reviewscoring.job.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request on the control topic: to put a model in force, or to give it another role.
 *
 * @param version the bundle's model version; {@value #UNNAMED} where the command brings no bundle
 * @param uri where the bundle is, in any file system that Flink knows; empty without a bundle
 * @param sha256 of the bundle, lower-case hexadecimal; empty without a bundle
 * @param effectiveFrom ISO-8601 instant of event time; null for as soon as possible. Kept as text:
 *     what can't be read is refused by the gate, not by the parser
 * @param change what it asks for; null to put the model in force
 */
public record ModelCommand(
    String version,
    String uri,
    String sha256,
    @Nullable String effectiveFrom,
    @Nullable RoleChange change) {

  /** Stands for the version where a command names none, or can't be read. */
  public static final String UNNAMED = "unknown";

  /** One that puts a model in force. */
  public ModelCommand(String version, String uri, String sha256, @Nullable String effectiveFrom) {
    this(version, uri, sha256, effectiveFrom, null);
  }

  /** One of a kind without a bundle. */
  public static ModelCommand withoutBundle(@Nullable String effectiveFrom, RoleChange change) {
    return new ModelCommand(UNNAMED, "", "", effectiveFrom, change);
  }

  /** What kind of change it asks for. */
  public RoleChange.Kind kind() {
    return change == null ? RoleChange.Kind.ACTIVATE : change.kind();
  }

  /**
   * The instant that is asked for, epoch milliseconds; null for as soon as possible.
   *
   * @throws java.time.DateTimeException if it is no instant
   * @throws ArithmeticException if it does not fit
   */
  public @Nullable Long requestedFrom() {
    return effectiveFrom == null ? null : Long.valueOf(Instant.parse(effectiveFrom).toEpochMilli());
  }
}
