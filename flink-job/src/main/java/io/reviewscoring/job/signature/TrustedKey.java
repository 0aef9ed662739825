package io.reviewscoring.job.signature;

import io.reviewscoring.model.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/**
 * An Ed25519 public key.
 *
 * @param id SHA-256 of its SPKI form, lower-case hexadecimal
 */
record TrustedKey(String id, PublicKey key) {
  static final String ALGORITHM = "Ed25519";

  static TrustedKey of(PublicKey key) {
    return new TrustedKey(Sha256.hex(key.getEncoded()), key);
  }

  /**
   * Reads a PEM file.
   *
   * @throws IOException saying what is wrong with the file, without its name
   */
  static TrustedKey read(Path file) throws IOException {
    byte[] der = Pem.read(file, Pem.PUBLIC);
    try {
      return of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new IOException("holds no Ed25519 key", e);
    }
  }

  /** Whether a signature of these bytes is this key's. */
  boolean signed(byte[] bytes, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false; // a signature of another form, or a key that has signed nothing
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }
}
