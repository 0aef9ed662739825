package io.reviewscoring.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void aFileIsReplacedByAWholeOne() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before, and longer");
    WholeFile.write(file, out -> out.write('x'));
    assertThat(file).hasContent("x");
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  void aFailureLeavesWhatWasThereAndNothingBesideIt() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  void aLinkStaysOne() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.write(link, out -> out.write('x'));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("x");
  }

  @Test
  void aLinkToAFileThatIsNotThereYetStaysOne() throws IOException {
    Path file = folder.resolve("f");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("f"));
    assertThat(WholeFile.obstacle(link)).isEmpty();
    WholeFile.write(link, out -> out.write('x'));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("x");
  }

  @Test
  void whatALinkLeadsToIsLookedAt() throws IOException {
    Path gone = folder.resolve("gone");
    Path link = Files.createSymbolicLink(folder.resolve("link"), gone.resolve("f"));
    assertThat(WholeFile.obstacle(link)).hasValue(gone + ": no such directory");
    Path circle = Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));
    assertThat(WholeFile.obstacle(circle))
        .hasValue(circle + ": can't be written to (links lead in a circle)");
    assertThatThrownBy(() -> WholeFile.write(circle, out -> {}))
        .hasMessage("links lead in a circle");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLinkIntoAFolderThatTakesNoFilesIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/model.zip"));
    assertThat(WholeFile.obstacle(link))
        .hasValueSatisfying(obstacle -> assertThat(obstacle).startsWith("/proc: "));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsToldWithTheFilesName() {
    Path full = Path.of("/dev/full");
    assertThatThrownBy(() -> WholeFile.write(full, out -> out.write(new byte[1])))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("/dev/full: can't be written: ");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsNoRegularFileIsWrittenTo() throws IOException {
    Path device = Path.of("/dev/null");
    assertThat(WholeFile.obstacle(device)).isEmpty();
    WholeFile.write(device, out -> out.write('x'));
    assertThat(device).isNotEqualTo(folder).exists();
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void whyAFileCantBeWrittenIsSaidBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "");
    assertThat(WholeFile.obstacle(folder.resolve("new"))).isEmpty();
    assertThat(WholeFile.obstacle(file)).isEmpty();
    assertThat(WholeFile.obstacle(folder)).hasValue(folder + ": is a directory");
    assertThat(WholeFile.obstacle(folder.resolve("no/f")))
        .hasValue(folder.resolve("no") + ": no such directory");
    assertThat(WholeFile.obstacle(file.resolve("g"))).hasValue(file + ": no such directory");
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatTakesNoFilesIsNamed() {
    assertThat(WholeFile.obstacle(Path.of("/proc/model.zip")))
        .hasValueSatisfying(obstacle -> assertThat(obstacle).startsWith("/proc: "));
  }
}
