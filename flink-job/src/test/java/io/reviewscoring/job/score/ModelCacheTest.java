package io.reviewscoring.job.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.fixture.TinyBundles;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Loads from a store that doesn't answer: named pipes that nobody writes to. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no mkfifo")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class ModelCacheTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @TempDir Path archive;

  private ModelCache cache;
  private final List<Path> pipes = new ArrayList<>();

  @BeforeEach
  void open() {
    cache = ModelCache.acquire();
  }

  @AfterEach
  void close() throws Exception {
    for (Path pipe : pipes) {
      for (int i = 0; i < ModelCache.HANGING_OF_ONE; i++) {
        answer(pipe, new byte[0]);
      }
    }
    cache.close();
  }

  private String pipe(String sha256) throws Exception {
    Path pipe = archive.resolve(sha256);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    pipes.add(pipe);
    return sha256;
  }

  /** Writes to a pipe, if anybody reads it. */
  private static void answer(Path pipe, byte[] bytes) throws Exception {
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.write(pipe, bytes);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    writer.setDaemon(true);
    writer.start();
    writer.join(200);
  }

  private TinyBundles.Written archived(String version) throws Exception {
    return TinyBundles.write(archive, version, 1).archivedIn(archive.toString());
  }

  private CompletableFuture<ModelCache.Loaded> load(String sha256) {
    return cache.load(archive.toString(), sha256, 1 << 20, TIMEOUT);
  }

  @Test
  void loadsThatHangHoldUpNoOtherModel() throws Exception {
    var hanging = List.of(load(pipe("one")), load(pipe("two")), load(pipe("three")));
    String sound = archived("v1").sha256();
    assertThat(
            cache
                .load(archive.toString(), sound, 1 << 20, Duration.ofSeconds(30))
                .get(30, TimeUnit.SECONDS)
                .model())
        .isNotNull();

    for (CompletableFuture<ModelCache.Loaded> each : hanging) {
      assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
          .rootCause()
          .hasMessage("still loading after PT0.3S");
    }
  }

  @Test
  void aModelIsAskedForAgainWhileItHangsButNotForEver() throws Exception {
    String hanging = pipe("one");
    for (int i = 0; i < ModelCache.HANGING_OF_ONE; i++) {
      assertThatThrownBy(() -> load(hanging).get()).rootCause().hasMessageStartingWith("still");
    }
    assertThatThrownBy(() -> load(hanging).get())
        .rootCause()
        .hasMessage("the store doesn't answer; 2 loads hang");
    assertThat(loaders()).hasSize(ModelCache.HANGING_OF_ONE).allMatch(Thread::isDaemon);
  }

  @Test
  void aLoadThatComesLateIsTakenAllTheSame() throws Exception {
    TinyBundles.Written bundle = archived("v1");
    byte[] bytes = Files.readAllBytes(bundle.file());
    Files.delete(archive.resolve(bundle.sha256()));
    String sha256 = pipe(bundle.sha256());
    assertThatThrownBy(() -> load(sha256).get()).rootCause().hasMessageStartingWith("still");

    answer(archive.resolve(sha256), bytes);
    while (!loaders().isEmpty()) {
      Thread.sleep(10);
    }
    assertThat(load(sha256)).isCompleted();
  }

  private static List<Thread> loaders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("model-loader"))
        .toList();
  }

  @Test
  void aClosedCacheLeavesNothingOfItsModelsHoweverLongALoadMayTake() throws Exception {
    var model = new WeakReference<>(loadedWithin(Duration.ofHours(1), archived("v1").sha256()));
    cache.close();
    cache = ModelCache.acquire();
    while (model.get() != null) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private ModelCache.Loaded loadedWithin(Duration timeout, String sha256) throws Exception {
    return cache.load(archive.toString(), sha256, 1 << 20, timeout).get();
  }
}
