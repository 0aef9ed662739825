package io.reviewscoring.job.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys of tests: one that all may know, and a folder to trust them in. */
public final class Keys {
  /** The seed of RFC 8032's first test, as OpenSSL writes it. */
  static final String RFC_PRIVATE =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
      -----END PRIVATE KEY-----
      """;

  /** Its public key, as OpenSSL writes it. */
  static final String RFC_PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
      -----END PUBLIC KEY-----
      """;

  private Keys() {}

  /** A new key whose public half lies in a folder, which is made where it is not there. */
  public static SigningKey trustedIn(Path folder, String name) throws IOException {
    SigningKey key = SigningKey.generate();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".pem"), key.publicPem());
    return key;
  }

  /** Moves a key to those that verify records alone. */
  public static void retire(Path folder, String name) throws IOException {
    Path retired = Files.createDirectories(folder.resolve("retired"));
    Files.move(folder.resolve(name + ".pem"), retired.resolve(name + ".pem"));
  }
}
