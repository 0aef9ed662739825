package io.reviewscoring.job.signature;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** An Ed25519 private key. Thread-safe. */
public final class SigningKey {
  private final PrivateKey key;
  private final TrustedKey pair;

  private SigningKey(PrivateKey key, PublicKey pair) {
    this.key = key;
    this.pair = TrustedKey.of(pair);
  }

  /** A new one, of the platform's own randomness. */
  public static SigningKey generate() {
    return of(pair(new SecureRandom()));
  }

  /**
   * Reads a PEM file, PKCS#8 and not encrypted.
   *
   * @throws IOException saying what is wrong with the file, without its name
   */
  public static SigningKey read(Path file) throws IOException {
    byte[] der = Pem.read(file, Pem.PRIVATE);
    try {
      PrivateKey key =
          KeyFactory.getInstance(TrustedKey.ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
        return of(pair(new Seed(edwards.getBytes().get())));
      }
      throw new IOException("holds no Ed25519 key");
    } catch (GeneralSecurityException e) {
      throw new IOException("holds no Ed25519 key", e);
    }
  }

  private static SigningKey of(KeyPair pair) {
    return new SigningKey(pair.getPrivate(), pair.getPublic());
  }

  private static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }

  /**
   * Stands for randomness where the pair is known: the JDK makes a public key of a private one
   * nowhere but where it generates both, and RFC 8032's private key is the random seed itself.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  /** SHA-256 of the public key's SPKI form, lower-case hexadecimal. */
  public String id() {
    return pair.id();
  }

  /** PKCS#8, as PEM. */
  public String privatePem() {
    return Pem.text(Pem.PRIVATE, key.getEncoded());
  }

  /** SPKI, as PEM. */
  public String publicPem() {
    return Pem.text(Pem.PUBLIC, pair.key().getEncoded());
  }

  /** Signs bytes of a type. */
  public Envelope sign(String payloadType, byte[] payload) {
    try {
      Signature signer = Signature.getInstance(TrustedKey.ALGORITHM);
      signer.initSign(key);
      signer.update(Envelope.signedBytes(payloadType, payload));
      return Envelope.of(payloadType, payload, id(), signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform from 15 on has Ed25519", e);
    }
  }
}
