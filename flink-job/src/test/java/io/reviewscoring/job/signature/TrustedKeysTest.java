package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class TrustedKeysTest {
  @TempDir Path folder;

  private SigningKey key;

  @BeforeEach
  void oneKeyIsTrusted() throws Exception {
    key = Keys.trustedIn(folder, "one");
  }

  private static Envelope signed(SigningKey by) {
    return by.sign("a/b", "payload".getBytes(UTF_8));
  }

  @Test
  void aRetiredKeyVerifiesRecordsAndNoNewCommands() throws Exception {
    Keys.trustedIn(folder, "two");
    Keys.retire(folder, "one");

    TrustedKeys keys = TrustedKeys.read(folder);

    assertThat(keys.refusal(signed(key)))
        .hasValueSatisfying(it -> assertThat(it).contains("retired"));
    assertThat(keys.isSigned(signed(key))).isTrue();
    assertThat(keys.isSigned(signed(SigningKey.generate()))).isFalse();
  }

  @Test
  void aKeyThatLiesInBothPlacesIsRetired() throws Exception {
    Keys.retire(folder, "one");
    Files.writeString(folder.resolve("copy.pem"), key.publicPem());

    TrustedKeys keys = TrustedKeys.read(folder);

    assertThat(keys.refusal(signed(key))).contains("it is signed by a key that is retired");
    assertThat(keys.areAllRetired()).isTrue();
  }

  /** A stolen key is retired at once, be it the only one. */
  @Test
  void whereAllKeysAreRetiredRecordsAreVerifiedAndNoCommandIsFollowed() throws Exception {
    Keys.retire(folder, "one");

    TrustedKeys keys = TrustedKeys.read(folder);

    assertThat(keys.isSigned(signed(key))).isTrue();
    assertThat(keys.refusal(signed(key))).contains("it is signed by a key that is retired");
    assertThat(keys.refusal(signed(SigningKey.generate())))
        .contains("all keys that this job trusts are retired");
  }

  @Test
  void whatEnvelopesSayOfTheirKeysIsNotBelieved() throws Exception {
    Envelope foreign = signed(SigningKey.generate());
    var claims = new Envelope.Signature(key.id(), foreign.signatures().get(0).value());
    Envelope own = signed(key);
    var disowned = new Envelope.Signature("another", own.signatures().get(0).value());
    TrustedKeys keys = TrustedKeys.read(folder);

    assertThat(keys.refusal(new Envelope("a/b", own.payload(), List.of(claims)))).isPresent();
    assertThat(keys.refusal(new Envelope("a/b", own.payload(), List.of(disowned)))).isEmpty();
  }

  /** As kubelets mount secrets: no folders, links into one that is exchanged whole. */
  @Test
  void inAFlatFolderANameSaysThatAKeyIsRetired() throws Exception {
    SigningKey next = SigningKey.generate();
    Path secret = Files.createDirectories(folder.resolve("secret"));
    Path data = Files.createDirectories(secret.resolve("..2026_12_01"));
    Files.writeString(data.resolve("one.pem.retired"), key.publicPem());
    Files.writeString(data.resolve("next.pem"), next.publicPem());
    Files.createSymbolicLink(secret.resolve("..data"), data.getFileName());
    for (String name : List.of("one.pem.retired", "next.pem")) {
      Files.createSymbolicLink(secret.resolve(name), Path.of("..data", name));
    }

    TrustedKeys keys = TrustedKeys.read(secret);

    assertThat(keys.refusal(signed(key))).contains("it is signed by a key that is retired");
    assertThat(keys.isSigned(signed(key))).isTrue();
    assertThat(keys.refusal(signed(next))).isEmpty();
    assertThat(keys.unusable()).isEmpty();
  }

  @Test
  void aFolderWithoutAKeyIsNone() throws Exception {
    assertThatThrownBy(() -> TrustedKeys.read(folder.resolve("missing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such folder");
    Files.delete(folder.resolve("one.pem"));
    assertThatThrownBy(() -> TrustedKeys.read(folder)).hasMessageContaining("holds no public key");
    Files.writeString(folder.resolve("private.pem"), key.privatePem());
    assertThatThrownBy(() -> TrustedKeys.read(folder))
        .hasMessageContaining("private.pem holds a PRIVATE KEY where a PUBLIC KEY is needed");
  }

  @Test
  void aFileThatIsNoKeyBringsNoOtherDown() throws Exception {
    Files.writeString(folder.resolve("half.pem"), key.publicPem().substring(0, 40));
    Files.write(folder.resolve("large.pem"), new byte[1 << 20]);
    Files.writeString(folder.resolve("notes.txt"), "no key");

    TrustedKeys keys = TrustedKeys.read(folder);

    assertThat(keys.refusal(signed(key))).isEmpty();
    assertThat(keys.unusable())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).endsWith("half.pem no PEM file"),
            line -> assertThat(line).endsWith("large.pem has over 16384 bytes, and is no key"));
  }

  @Test
  void tooManyKeysAreRefused() throws Exception {
    for (int i = 0; i < TrustedKeys.MAX_FILES; i++) {
      Files.copy(folder.resolve("one.pem"), folder.resolve(i + ".pem"));
    }
    assertThatThrownBy(() -> TrustedKeys.read(folder)).hasMessageContaining("over 50 keys");
  }

  /** Fifty rotations, while another thread asks as fast as it can. */
  @Test
  void whileKeysRotateOneThatStaysIsAlwaysTrustedAndAForeignOneNever() throws Exception {
    Envelope own = signed(key);
    Envelope foreign = signed(SigningKey.generate());
    AtomicReference<String> wrong = new AtomicReference<>();
    Thread asking =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  TrustedKeys keys = TrustedKeys.read(folder);
                  keys.refusal(own).ifPresent(reason -> wrong.set("its own: " + reason));
                  if (keys.isSigned(foreign)) {
                    wrong.set("a foreign one was taken");
                  }
                } catch (IOException e) {
                  wrong.set(e.toString());
                }
              }
            });
    asking.start();
    for (int i = 0; i < TrustedKeys.MAX_FILES - 1; i++) {
      Keys.trustedIn(folder, "next-" + i);
      Keys.retire(folder, "next-" + i);
    }
    asking.interrupt();
    asking.join();
    assertThat(wrong.get()).isNull();
  }
}
