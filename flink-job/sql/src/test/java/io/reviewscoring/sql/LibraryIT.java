package io.reviewscoring.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module {@code model} as those have it who take it as a library. */
class LibraryIT {
  private static final String PAGE = "model/README.md";

  @TempDir private Path directory;

  /** What Maven puts on the class path of a project with this one dependency. */
  private static String classPath() throws IOException {
    return Files.readString(Path.of("target/library-classpath")).strip();
  }

  @Test
  void jacksonAloneComesWithIt() throws Exception {
    assertThat(Stream.of(classPath().split(File.pathSeparator, -1)))
        .extracting(entry -> Path.of(entry).getFileName().toString().replaceFirst("-[0-9].*", ""))
        .containsExactlyInAnyOrder(
            "model.jar", "jackson-databind", "jackson-core", "jackson-annotations", "jspecify");
  }

  @Test
  void theLinesOfThePageCompileAndPrintWhatThePageSays() throws Exception {
    Path source = directory.resolve("Lines.java");
    Files.writeString(
        source,
        """
        import io.reviewscoring.model.bundle.BundleReader;
        import io.reviewscoring.model.scoring.*;
        import java.nio.file.Path;

        class Lines {
          public static void main(String[] arguments) throws Exception {
            %s
          }
        }
        """
            .formatted(Fence.of(PAGE, "java")));
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath(),
                    source.toString()))
            .directory(Fence.ROOT.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(Fence.of(PAGE, "java\n.*?```\n\n```text"));
    assertThat(process.waitFor()).isZero();
  }
}
