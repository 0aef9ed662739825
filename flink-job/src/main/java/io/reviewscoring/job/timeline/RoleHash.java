package io.reviewscoring.job.timeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whether a review is among those that a role gets of an experiment: {@value #NAME}. The upper 53
 * bits of the first 8 bytes, big-endian, of SHA-256 over the UTF-8 of experiment, role and review
 * id, a line feed between each, as a fraction of 2^53, are less than the share. So a share that
 * grows takes nobody back, and which review one role gets says nothing of another role. Replays of
 * years rest on it: another rule would need another name. Thread-safe.
 */
public final class RoleHash {
  /** What it is called. */
  public static final String NAME = "role-hash-1";

  /** The role whose model's events go out in place of the model in force. */
  public static final String CANDIDATE = "candidate";

  /** The role whose model scores beside. */
  public static final String SHADOW = "shadow";

  /** The role of the model in force where it scores beside a candidate. */
  public static final String COMPARED = "compared";

  private static final int FRACTION_BITS = 53;

  private RoleHash() {}

  /**
   * Whether the role gets the review.
   *
   * @param share 0 to 1
   */
  public static boolean isAmong(String experiment, String role, String reviewId, double share) {
    return of(experiment, role, reviewId) < share;
  }

  /** The review's place, 0 to below 1. */
  static double of(String experiment, String role, String reviewId) {
    String text = experiment + '\n' + role + '\n' + reviewId;
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - FRACTION_BITS)) * 0x1p-53;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
