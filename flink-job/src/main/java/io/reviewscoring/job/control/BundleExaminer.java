package io.reviewscoring.job.control;

import io.reviewscoring.job.message.ModelCommand;
import io.reviewscoring.job.message.ModelStatus;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a bundle, tries it and archives it if it is sound. Slow, and stays where a store hangs:
 * runs off the task thread. Thread-safe.
 */
public final class BundleExaminer {
  private static final int MAX_REASON_CHARS = 300;
  private static final int OPENED_AT_ONCE = 4;
  private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

  private final GateSettings settings;
  private final Semaphore opening = new Semaphore(OPENED_AT_ONCE);

  public BundleExaminer(GateSettings settings) {
    this.settings = settings;
  }

  /** A bundle that is in the archive. */
  public record Admitted(String version, String sha256) {}

  /** A bundle that can't be used; the message says why. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
      super(reason);
    }
  }

  /**
   * Takes a bundle into the archive as the gate does, for those who decide without the gate. A
   * store that hangs is left to a thread that waits for it.
   *
   * @throws RefusedException if it can't be used
   * @throws IOException if its store or the archive can't be reached
   */
  public Admitted admit(String uri) throws IOException, RefusedException {
    var examination = new FutureTask<>(() -> examine(uri, null));
    Thread thread = new Thread(examination, "model-fetch");
    thread.setDaemon(true);
    thread.start();
    Verdict verdict;
    try {
      verdict = examination.get(settings.loadTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      verdict = Verdict.Unreachable.unanswered();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bundle could not be examined", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (verdict instanceof Verdict.Sound sound) {
      return new Admitted(sound.version(), sound.sha256());
    }
    if (verdict instanceof Verdict.Refused refused) {
      throw new RefusedException(refused.reason());
    }
    if (verdict instanceof Verdict.NoArchive none) {
      throw new IOException(none.reason());
    }
    throw new IOException(((Verdict.Unreachable) verdict).reason());
  }

  /** Examines the bundle that a command names; that given at the start is taken for what it is. */
  Verdict examine(PendingCommand pending) {
    ModelCommand command = pending.command();
    boolean initial = pending.offset() == ModelStatus.INITIAL_OFFSET;
    return examine(command.uri(), initial ? null : command);
  }

  private Verdict examine(String uri, @Nullable ModelCommand command) {
    byte[] bytes;
    try {
      Path file = new Path(uri);
      if ("file".equals(file.toUri().getScheme()) && file.toUri().getAuthority() != null) {
        return new Verdict.Refused("uri can't be used: a file: uri has one or three slashes");
      }
      if (command != null) {
        Optional<String> refusal = settings.stores().linkRefusal(uri);
        if (refusal.isPresent()) {
          return new Verdict.Refused(refusal.get());
        }
      }
      bytes = BundleStore.read(file, settings.maxBundleBytes());
    } catch (IllegalArgumentException | UnsupportedFileSystemSchemeException e) {
      return new Verdict.Refused("uri can't be used: " + oneLine(e));
    } catch (FileNotFoundException e) {
      String hint = ENCODED.matcher(uri).find() ? "; it is read as it is, %20 as three signs" : "";
      return new Verdict.Refused("no such file: " + uri + hint);
    } catch (BundleStore.TooLargeException e) {
      return new Verdict.Refused(oneLine(e));
    } catch (IOException | RuntimeException | LinkageError e) {
      // File systems come as plug-ins and throw what they like.
      return new Verdict.Unreachable("store can't be reached: " + oneLine(e));
    }
    String sha256 = Sha256.hex(bytes);
    if (command != null && !sha256.equals(command.sha256().toLowerCase(Locale.ROOT))) {
      return new Verdict.Refused("SHA-256 is " + sha256 + ", not " + command.sha256());
    }
    String version;
    opening.acquireUninterruptibly(); // opened, each takes memory and a processor
    try {
      ModelBundle bundle = BundleReader.read(bytes);
      version = check(bundle.manifest(), command);
      ScoringModel.of(bundle).checkGoldens(bundle.goldens());
    } catch (BundleException e) {
      return new Verdict.Refused(e.reason());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // A bundle that breaks the reader must not break the job, again and again.
      return new Verdict.Refused("can't be opened: " + oneLine(e));
    } finally {
      opening.release();
    }
    try {
      BundleStore.archive(settings.modelDirectory(), sha256, bytes);
    } catch (UnsupportedFileSystemSchemeException e) {
      return new Verdict.NoArchive(
          "--model.directory " + settings.modelDirectory() + " can't be used: " + oneLine(e));
    } catch (IOException | RuntimeException | LinkageError e) {
      return new Verdict.Unreachable("archive can't be written: " + oneLine(e));
    }
    return new Verdict.Sound(version, sha256);
  }

  private String check(Manifest manifest, @Nullable ModelCommand command) throws BundleException {
    int length = manifest.network().tokens();
    if (length > settings.maxTokens()) {
      throw new BundleException(
          BundleException.Problem.BAD_WEIGHTS,
          "the model reads %s tokens, and encode.max-tokens is %s"
              .formatted(length, settings.maxTokens()));
    }
    if (command != null && !manifest.modelVersion().equals(command.version())) {
      throw new BundleException(
          BundleException.Problem.UNREADABLE,
          "the bundle's version is '"
              + manifest.modelVersion()
              + "', the command's '"
              + command.version()
              + "'");
    }
    return manifest.modelVersion();
  }

  private static String oneLine(Throwable e) {
    String message = e.getMessage();
    String line =
        message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    return line.length() <= MAX_REASON_CHARS ? line : line.substring(0, MAX_REASON_CHARS);
  }
}
