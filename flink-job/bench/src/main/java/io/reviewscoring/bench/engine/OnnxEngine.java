package io.reviewscoring.bench.engine;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.onnx.OnnxModel;
import io.reviewscoring.bench.onnx.OnnxNetwork;
import io.reviewscoring.bench.onnx.OnnxVariant;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** ONNX Runtime on the processor, all its optimizations on. */
public final class OnnxEngine implements RowEngine {
  /** ONNX Runtime 1.29.0 crashes the process where its command line is some KB long. */
  private static final int MAX_COMMAND_LINE = 4_000;

  private final OnnxModel model;
  private final int batch;
  private final int threads;

  /**
   * @param threads how many threads work on one batch
   */
  private OnnxEngine(OnnxModel model, int batch, int threads) {
    this.model = model;
    this.batch = batch;
    this.threads = threads;
  }

  /** A model, for one row at a time and one thread. */
  public static OnnxEngine of(OnnxModel model) {
    return new OnnxEngine(model, 1, 1);
  }

  /** The same of a bundle's network, written in one of the forms. */
  public static OnnxEngine of(ModelBundle bundle, OnnxForm form) {
    return of(OnnxNetwork.of(bundle, OnnxVariant.of(form)));
  }

  /** The same for so many rows at a time. */
  public OnnxEngine withBatch(int size) {
    return new OnnxEngine(model, size, threads);
  }

  /** The same with so many threads at one batch. */
  public OnnxEngine withThreads(int count) {
    return new OnnxEngine(model, batch, count);
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public RowScorer open() {
    checkCommandLine();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(model.bytes(), options);
      return new OnnxSession(environment, session, model, batch);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime does not take the network", e);
    } catch (LinkageError e) {
      throw new EngineException("ONNX Runtime does not run here", e);
    }
  }

  private static void checkCommandLine() {
    Path commandLine = Path.of("/proc/self/cmdline");
    try {
      if (Files.isReadable(commandLine)
          && Files.readAllBytes(commandLine).length > MAX_COMMAND_LINE) {
        throw new EngineException(
            "ONNX Runtime would crash: give the class path as CLASSPATH, not as an option");
      }
    } catch (IOException e) {
      throw new EngineException("the command line can't be read", e);
    }
  }
}
