package io.reviewscoring.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {
  @TempDir Path parent;

  /** Makes one, says so, and waits to be killed or for its input to end. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      ScratchFolder folder = ScratchFolder.make(Path.of(arguments[0]), "test").untilExit();
      Files.writeString(folder.path().resolve("file"), "content");
      System.out.println(folder.path());
      System.exit(System.in.read());
    }
  }

  @Test
  void whenItIsClosedNothingIsLeft() throws Exception {
    ScratchFolder folder = ScratchFolder.make(parent, "test");
    Path inside = Files.createDirectories(folder.path().resolve("a/b"));
    Files.writeString(inside.resolve("file"), "content");

    folder.close();

    assertThat(content()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheNextOneAndWhatALivingOneHasStays() throws Exception {
    Process killed = owner();
    Process alive = owner();
    Path left = made(killed);
    Path used = made(alive);
    Path foreign = Files.createDirectory(parent.resolve("review-scoring-other"));
    killed.destroyForcibly().waitFor();
    assertThat(left).as("a kill leaves it").isDirectoryContaining("glob:**file");

    try (ScratchFolder first = ScratchFolder.make(parent, "test");
        ScratchFolder second = ScratchFolder.make(parent, "test")) {
      assertThat(content())
          .containsExactlyInAnyOrder(
              used,
              lock(used),
              foreign,
              first.path(),
              lock(first.path()),
              second.path(),
              lock(second.path()));
    }
    assertThat(used.resolve("file")).exists();

    alive.getOutputStream().close();
    alive.waitFor();
    assertThat(content()).as("an exit leaves nothing").containsExactly(foreign);
  }

  @Test
  void whereNoneCanBeMadeThatIsSaidInOneLine() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));

    assertThatThrownBy(() -> ScratchFolder.make(parent.resolve("none"), "test"))
        .hasMessage(
            "temporary files can't be written to "
                + parent.resolve("none")
                + ": no such directory");
    assertThatThrownBy(() -> ScratchFolder.make(file, "test"))
        .hasMessage("temporary files can't be written to " + file + ": Not a directory");
  }

  private Process owner() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path made(Process owner) throws IOException {
    return Path.of(owner.inputReader().readLine());
  }

  private static Path lock(Path folder) {
    return Path.of(folder + ".lock");
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> content = Files.list(parent)) {
      return content.toList();
    }
  }
}
