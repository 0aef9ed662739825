package io.reviewscoring.model.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.file.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file that a training leaves after each epoch, so that one that was killed goes on from there:
 * the state, behind a hash of it and of what was being trained.
 */
public final class StateFile {
  private static final int HEX = 64;

  private final Path path;

  /**
   * @param path need not be there
   */
  public StateFile(Path path) {
    this.path = path;
  }

  /**
   * What a training left that was the same one.
   *
   * @param identity of what is trained: settings, seed, data
   * @return nothing if there is no file, or another training's, or a broken one
   */
  Optional<TrainingState> read(String identity) throws IOException {
    if (!isThere()) {
      return Optional.empty();
    }
    byte[] all = Files.readAllBytes(path);
    byte[] state = Arrays.copyOfRange(all, Math.min(HEX, all.length), all.length);
    byte[] hash = Arrays.copyOf(all, Math.min(HEX, all.length));
    if (!Arrays.equals(hash, hash(identity, state))) {
      return Optional.empty();
    }
    return Optional.of(TrainingState.read(new DataInputStream(new ByteArrayInputStream(state))));
  }

  void write(String identity, TrainingState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    byte[] written = bytes.toByteArray();
    WholeFile.write(
        path,
        out -> {
          out.write(hash(identity, written));
          out.write(written);
        });
  }

  /** Whether there is one. */
  public boolean isThere() {
    return Files.isRegularFile(path);
  }

  /** Takes the file away: the training is over. */
  public void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  private static byte[] hash(String identity, byte[] state) {
    return Sha256.hex((identity + Sha256.hex(state)).getBytes(UTF_8)).getBytes(UTF_8);
  }
}
