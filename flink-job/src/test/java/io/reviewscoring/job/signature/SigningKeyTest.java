package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what OpenSSL 3.0 makes of the same key. */
@SuppressWarnings("NullAway.Init")
class SigningKeyTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("a.key"), text);
  }

  /** Made by: openssl pkeyutl -sign -rawin, of the encoding in the protocol's example. */
  @Test
  void itSignsAsOpenSslDoesWithTheSameKey() throws Exception {
    SigningKey key = SigningKey.read(file(Keys.RFC_PRIVATE));
    assertThat(key.privatePem()).isEqualTo(Keys.RFC_PRIVATE);
    assertThat(key.publicPem()).isEqualTo(Keys.RFC_PUBLIC);
    assertThat(key.sign("http://example.com/HelloWorld", "hello world".getBytes(UTF_8)).json())
        .isEqualTo(
            """
            {"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":[\
            {"keyid":"06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9",\
            "sig":"4DHX3Zn4qpBKvEj7maE8O9u9bjXEnPLLnyXVUJ2PXJR8DSLcL3QDpFvfJOj3pB/SPHsl6Jg4boxsMb6KvuYABw=="}]}""");
  }

  @Test
  void aNewKeyIsReadBackAsItself() throws Exception {
    SigningKey made = SigningKey.generate();
    SigningKey read = SigningKey.read(file(made.privatePem()));
    assertThat(read.id()).isEqualTo(made.id()).isNotEqualTo(SigningKey.generate().id());
    assertThat(read.publicPem()).isEqualTo(made.publicPem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a key",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        Keys.RFC_PUBLIC
      })
  void whatIsNoPrivateKeyIsRefused(String text) {
    assertThatThrownBy(() -> SigningKey.read(file(text))).isInstanceOf(IOException.class);
  }
}
