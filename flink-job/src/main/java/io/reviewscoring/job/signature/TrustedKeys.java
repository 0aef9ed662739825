package io.reviewscoring.job.signature;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that a job trusts, as they lie in a folder of this machine: {@code *.pem} for commands
 * and for records, {@code retired/*.pem} and {@code *.pem.retired} for records alone: a folder that
 * is a mounted secret has none in it. Immutable.
 */
public final class TrustedKeys {
  /** In one folder. */
  static final int MAX_FILES = 50;

  private static final String ACTIVE = "*.pem";
  private static final String RETIRED = "retired";

  private final List<TrustedKey> active;
  private final List<TrustedKey> retired;
  private final List<String> unusable;

  private TrustedKeys(List<TrustedKey> active, List<TrustedKey> retired, List<String> unusable) {
    this.active = List.copyOf(active);
    this.retired = List.copyOf(retired);
    this.unusable = List.copyOf(unusable);
  }

  /**
   * Reads a folder. A file in it that is no key is none, and stands in {@link #unusable}: one that
   * is being copied there must not bring the others down.
   *
   * @throws IOException with one line, if the folder can't be read, holds too many files, or no key
   */
  public static TrustedKeys read(Path folder) throws IOException {
    List<String> unusable = new ArrayList<>();
    // In this order: a key that is just being retired is seen in one of the two.
    List<TrustedKey> active = keys(folder, ACTIVE, unusable);
    List<TrustedKey> retired = keys(folder, ACTIVE + "." + RETIRED, unusable);
    Path old = folder.resolve(RETIRED);
    if (Files.isDirectory(old)) {
      retired.addAll(keys(old, ACTIVE, unusable));
    }
    // Whoever copied it there in place of moving it has retired it, too.
    active.removeIf(key -> retired.stream().map(TrustedKey::id).anyMatch(key.id()::equals));
    // The last one may be retired at once: the record is then still verified, and no command
    // followed.
    if (active.isEmpty() && retired.isEmpty()) {
      throw new IOException(
          folder
              + " holds no public key NAME.pem"
              + (unusable.isEmpty() ? "" : ": " + String.join("; ", unusable)));
    }
    return new TrustedKeys(active, retired, unusable);
  }

  private static List<TrustedKey> keys(Path folder, String names, List<String> unusable)
      throws IOException {
    List<TrustedKey> keys = new ArrayList<>();
    int files = 0;
    try (DirectoryStream<Path> listed = Files.newDirectoryStream(folder, names)) {
      for (Path file : listed) {
        files++;
        if (files > MAX_FILES) {
          throw new IOException(folder + " holds over " + MAX_FILES + " keys");
        }
        try {
          keys.add(TrustedKey.read(file));
        } catch (NoSuchFileException e) {
          // Moved away meanwhile: it is no key of this folder any more.
        } catch (IOException e) {
          unusable.add(file + " " + e.getMessage());
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException(folder + ": no such folder", e);
    }
    return keys;
  }

  /** What lies there and is no key, a line about each. */
  public List<String> unusable() {
    return unusable;
  }

  /** Whether no command could be followed that needs a signature. */
  boolean areAllRetired() {
    return active.isEmpty();
  }

  /** Why a new command's envelope is not to be followed, for anyone to read; empty if it is. */
  Optional<String> refusal(Envelope envelope) {
    if (isSigned(envelope, active)) {
      return Optional.empty();
    }
    if (isSigned(envelope, retired)) {
      return Optional.of("it is signed by a key that is retired");
    }
    if (active.isEmpty() && unusable.isEmpty()) {
      return Optional.of("all keys that this job trusts are retired");
    }
    boolean known =
        envelope.signatures().stream()
            .anyMatch(each -> active.stream().anyMatch(key -> key.id().equals(each.keyId())));
    return Optional.of(
        known
            ? "the signature does not fit what is signed: it was altered"
            : "it is signed by none of the keys that this job trusts");
  }

  /** Whether a record's envelope is signed by any key, retired or not. */
  boolean isSigned(Envelope envelope) {
    return isSigned(envelope, active) || isSigned(envelope, retired);
  }

  /** All are tried: what an envelope says of whose its signatures are is not signed. */
  private static boolean isSigned(Envelope envelope, List<TrustedKey> keys) {
    byte[] bytes = envelope.signedBytes();
    return envelope.signatures().stream()
        .map(Envelope.Signature::bytes)
        .anyMatch(signature -> keys.stream().anyMatch(key -> key.signed(bytes, signature)));
  }
}
