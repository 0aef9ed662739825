package io.reviewscoring.bench.engine;

import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A network in Keras' own layers, in a Python of its own that keeps to one thread: the script
 * {@value #SCRIPT}. What a batch costs on the way there and back is some tens of microseconds. Safe
 * for use by many threads, one of which has its turn.
 */
public final class KerasProcess implements AutoCloseable {
  private static final String SCRIPT = "keras_scores.py";
  private static final long END_SECONDS = 30;

  private final Process process;
  private final Path errors;
  private final InputStream answers;
  private final OutputStream questions;
  private String version = "";

  private KerasProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.answers = process.getInputStream();
    this.questions = process.getOutputStream();
  }

  /**
   * Starts it.
   *
   * @param python one that has Keras
   * @param bundle a network of an embedding, a recurrent layer and a dense one
   * @param folder for the files that it reads
   * @throws EngineException if it ends without being ready
   */
  public static KerasProcess start(String python, ModelBundle bundle, Path folder)
      throws IOException {
    Path script = folder.resolve(SCRIPT);
    try (InputStream text = KerasProcess.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, Objects.requireNonNull(text, SCRIPT).readAllBytes());
    }
    Path file = folder.resolve("network.zip");
    BundleWriter.write(bundle, file);
    Path errors = folder.resolve("keras.log");
    KerasProcess keras =
        new KerasProcess(
            new ProcessBuilder(List.of(python, script.toString(), file.toString()))
                .redirectError(errors.toFile())
                .start(),
            errors);
    keras.version = keras.line();
    return keras;
  }

  /** Keras' version and what computes beneath it. */
  public String version() {
    return version;
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = answers.read(); next != '\n'; next = answers.read()) {
        if (next < 0) {
          throw new EOFException("it ended");
        }
        line.append((char) next);
      }
    } catch (IOException e) {
      throw failure(e);
    }
    return line.toString();
  }

  /** As {@link RowScorer#score}. */
  synchronized void score(int[][] rows, int from, int to, float[] scores) {
    int count = to - from;
    ByteBuffer question =
        ByteBuffer.allocate(4 + count * rows[from].length * 4).order(ByteOrder.LITTLE_ENDIAN);
    question.putInt(count);
    for (int row = from; row < to; row++) {
      for (int id : rows[row]) {
        question.putInt(id);
      }
    }
    try {
      questions.write(question.array());
      questions.flush();
      byte[] answer = answers.readNBytes(4 * count);
      if (answer.length < 4 * count) {
        throw new EOFException("it ended");
      }
      ByteBuffer.wrap(answer)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(0, scores, from, count);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** With the last line that it said. */
  private EngineException failure(IOException cause) {
    String said = "";
    try {
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      said = lines.isEmpty() ? "" : " (" + lines.get(lines.size() - 1) + ")";
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new EngineException("Keras does not run" + said, cause);
  }

  @Override
  public void close() throws IOException {
    questions.close(); // with nothing left to read, it ends
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
