package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.signature.SigningKey;
import io.reviewscoring.job.signature.TrustedKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class KeysCommandTest {
  @TempDir Path directory;

  private CommandOutput generate(String name) {
    return CommandOutput.of("keys", "generate", "--out=" + directory.resolve(name));
  }

  @Test
  void aNewPairIsWrittenForItsOwnerAloneAndNamedByItsId() throws Exception {
    CommandOutput made = generate("alice");

    assertThat(made.code()).as(made.err()).isZero();
    Path secret = directory.resolve("alice.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(made.out()).contains("key id   " + SigningKey.read(secret).id());
    assertThat(TrustedKeys.read(directory).unusable()).isEmpty();
  }

  @Test
  void nothingIsWrittenOver() throws Exception {
    assertThat(generate("alice").code()).isZero();
    String before = Files.readString(directory.resolve("alice.key"));
    Files.delete(directory.resolve("alice.pem"));

    CommandOutput again = generate("alice");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("alice.key is there already").hasLineCount(1);
    assertThat(directory.resolve("alice.key")).hasContent(before);
    assertThat(directory.resolve("alice.pem")).doesNotExist();
  }

  @Test
  void whatCanNotBeDoneIsOneLine() {
    CommandOutput refused = generate("no/folder");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("there is no folder").hasLineCount(1);

    refused = CommandOutput.of("keys");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("keys generate --out NAME").hasLineCount(1);
  }

  @Test
  void publishRefusesAKeyThatCanNotSignAndATimeThatIsNone() {
    assertThat(generate("alice").code()).isZero();
    assertPublishRefuses(
        "a PUBLIC KEY where a PRIVATE KEY is needed", "--sign=" + file("alice.pem"));
    assertPublishRefuses("no such file", "--sign=" + file("bob.key"));
    assertPublishRefuses(
        "--expires: must be above 0", "--sign=" + file("alice.key"), "--expires=0s");
    assertPublishRefuses("not a duration", "--sign=" + file("alice.key"), "--expires=soon");
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static void assertPublishRefuses(String reason, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of("publish", "--bootstrap.servers=localhost:1", "--model=m.zip", "--store=s"));
    command.addAll(List.of(options));
    CommandOutput refused = CommandOutput.of(command.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(reason).hasLineCount(1);
  }
}
