package io.reviewscoring.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @TempDir Path directory;

  @Test
  void aBundleIsKeptUnderItsVersionAndHashInADirectoryThatIsMade() throws IOException {
    ModelStore store = new ModelStore(directory.resolve("new").toString());

    String uri = store.keep("v1/β", SHA256, new byte[] {1, 2});

    assertThat(uri).startsWith("file:").endsWith("/new/v1__-0123456789ab.zip");
    assertThat(Files.readAllBytes(Path.of(URI.create(uri).getPath()))).containsExactly(1, 2);
  }

  @Test
  void oneThatIsThereIsNotWrittenAgainUnlessItIsIncomplete() throws IOException {
    ModelStore store = new ModelStore(directory.toUri().toString());
    Path file = directory.resolve("v1-0123456789ab.zip");

    Files.write(file, new byte[] {9, 9});
    store.keep("v1", SHA256, new byte[] {1, 2});
    assertThat(Files.readAllBytes(file)).containsExactly(9, 9);

    Files.write(file, new byte[] {9});
    store.keep("v1", SHA256, new byte[] {1, 2});
    assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
  }

  @Test
  void whoReadsABundleReadsAWholeOne() throws IOException {
    Path file = Files.write(directory.resolve("v1-0123456789ab.zip"), new byte[] {9});
    Path sameFile = Files.createLink(directory.resolve("open"), file);
    new ModelStore(directory.toString()).keep("v1", SHA256, new byte[] {1, 2});

    assertThat(sameFile).as("what is open already").hasBinaryContent(new byte[] {9});
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(directory.toFile().list()).hasSize(2);
  }
}
