package io.reviewscoring.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.fixture.OddFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @TempDir(factory = OddFolder.class)
  Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"m.zip", "50% [a] {b}.zip", "a+b&c=d.zip", "ü é 漢.zip", "what?.zip", "a:b"})
  void flinkFindsTheFileThatAPathNames(String name) throws IOException {
    Path file = Files.writeString(directory.resolve(name), name);

    for (String uri : new String[] {Location.uri(file), Location.uri(file.toString())}) {
      var there = new org.apache.flink.core.fs.Path(uri);
      assertThat(there.getFileSystem().exists(there)).as(uri).isTrue();
      assertThat(there.toString()).isEqualTo(uri);
    }
  }

  @Test
  void aPathThatIsNotAbsoluteIsOneOfTheFolderOfTheProcess() {
    assertThat(Location.uri("a b/c")).isEqualTo("file:" + Path.of("a b/c").toAbsolutePath());
    assertThat(Location.uri("~/c")).isEqualTo("file:" + System.getenv("HOME") + "/c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/a b", "file:///a%20b", "hdfs:/a"})
  void aUriStaysAsItIs(String uri) {
    assertThat(Location.isUri(uri)).isTrue();
    assertThat(Location.uri(uri)).isEqualTo(uri);
  }
}
