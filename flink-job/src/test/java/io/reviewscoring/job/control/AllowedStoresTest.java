package io.reviewscoring.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class AllowedStoresTest {
  private static final AllowedStores STORES =
      new AllowedStores(
          "/data/archive", List.of("file:///data/store", "s3://bucket/models/", "hdfs:"));

  @TempDir Path directory;

  private Path store;
  private Path secret;
  private AllowedStores local;

  @BeforeEach
  void make() throws IOException {
    store = Files.createDirectories(directory.resolve("store"));
    secret = Files.createDirectories(directory.resolve("elsewhere")).resolve("secret");
    Files.writeString(secret, "secret");
    local = new AllowedStores(directory.resolve("archive").toString(), List.of(store.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data/archive/0123",
        "file:///data/archive/0123",
        "file:/data/store/a/v1.zip",
        "/data/store/../store/v1.zip",
        "s3://bucket/models/v1.zip",
        "hdfs://anywhere/v1.zip"
      })
  void whatLiesInAStoreOrInTheArchiveIsAllowed(String uri) {
    assertThat(STORES.refusal(uri)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/data/store-of-others/v1.zip",
        "/data/store/../../etc/passwd",
        "file:///data/store/%2e%2e/secret/../../../etc/passwd",
        "relative.zip",
        "s3://bucket/models-of-others/v1.zip",
        "s3://another/models/v1.zip",
        "s3a://bucket/models/v1.zip",
        "http://bucket/models/v1.zip"
      })
  void whatLiesOutsideGetsOneAnswerWhateverItIs(String uri) {
    assertThat(STORES.refusal(uri))
        .contains("uri is neither in model.stores nor in model.directory");
  }

  @Test
  void whatIsNoUriIsRefused() {
    assertThat(STORES.refusal(""))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("uri can't be used: "));
    assertThat(STORES.refusal("file://data/store/v1.zip"))
        .contains("uri can't be used: a file: uri has one or three slashes");
  }

  @Test
  void linksThatLeadOutOfTheStoreGetTheSameAnswerWhetherOrNotTheyLeadToAFile() throws IOException {
    Files.createSymbolicLink(store.resolve("file"), secret);
    Files.createSymbolicLink(store.resolve("nothing"), secret.resolveSibling("none"));
    Files.createSymbolicLink(store.resolve("directory"), secret.getParent());
    for (String name : List.of("file", "nothing", "directory/secret", "directory/none")) {
      assertThat(local.linkRefusal(store.resolve(name).toString()))
          .as(name)
          .contains("uri is neither in model.stores nor in model.directory");
    }
  }

  @Test
  void linksWithinAStoreAndFilesThatAreNotThereAreNoLeak() throws IOException {
    Files.writeString(store.resolve("v1.zip"), "");
    Files.createSymbolicLink(store.resolve("latest.zip"), store.resolve("v1.zip"));
    for (String name : List.of("v1.zip", "latest.zip", "none.zip", "none/none.zip")) {
      assertThat(local.linkRefusal(store.resolve(name).toString())).as(name).isEmpty();
    }
    assertThat(local.linkRefusal(directory.resolve("archive/0123").toString())).isEmpty();
  }
}
