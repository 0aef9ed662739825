package io.reviewscoring.bench.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.bench.onnx.OnnxNetwork;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * ONNX Runtime on the processor, all its optimizations on. A scorer keeps its tensors of input and
 * output, so that a batch costs no more than copying the ids.
 */
public final class OnnxEngine implements RowEngine {
  /** ONNX Runtime 1.29.0 crashes the process where its command line is some KB long. */
  private static final int MAX_COMMAND_LINE = 4_000;

  private final OnnxForm form;
  private final byte[] network;
  private final int length;
  private final int batch;
  private final int threads;

  /**
   * @param form how the network is written
   * @param network an ONNX model as {@link OnnxNetwork} makes it
   * @param length ids in a row
   * @param threads how many threads work on one batch
   */
  private OnnxEngine(OnnxForm form, byte[] network, int length, int batch, int threads) {
    this.form = form;
    this.network = network;
    this.length = length;
    this.batch = batch;
    this.threads = threads;
  }

  /** A bundle's network, written in one of the forms, for one row at a time and one thread. */
  public static OnnxEngine of(ModelBundle bundle, OnnxForm form) {
    return new OnnxEngine(
        form,
        OnnxNetwork.of(bundle, form),
        bundle.manifest().architecture().sequenceLength(),
        1,
        1);
  }

  /** The same for so many rows at a time. */
  public OnnxEngine withBatch(int size) {
    return new OnnxEngine(form, network, length, size, threads);
  }

  /** The same with so many threads at one batch. */
  public OnnxEngine withThreads(int count) {
    return new OnnxEngine(form, network, length, batch, count);
  }

  @Override
  public String name() {
    return "onnxruntime";
  }

  /** How the network is written. */
  public OnnxForm form() {
    return form;
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
      return new Session(environment, environment.createSession(network, options));
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

  private final class Session implements RowScorer {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final IntBuffer ids =
        ByteBuffer.allocateDirect(batch * length * 4).order(ByteOrder.nativeOrder()).asIntBuffer();
    private final FloatBuffer scored =
        ByteBuffer.allocateDirect(batch * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    private int rows;
    private Map<String, OnnxTensor> inputs = Map.of();
    private Map<String, OnnxTensor> outputs = Map.of();

    Session(OrtEnvironment environment, OrtSession session) {
      this.environment = environment;
      this.session = session;
    }

    @Override
    public void score(int[][] reviews, int from, int to, float[] scores) {
      try {
        resize(to - from);
        for (int row = from; row < to; row++) {
          ids.put((row - from) * length, reviews[row]);
        }
        session.run(inputs, Set.of(), outputs).close();
        scored.get(0, scores, from, to - from);
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime failed", e);
      }
    }

    private void resize(int count) throws OrtException {
      if (count == rows) {
        return;
      }
      closeTensors();
      inputs =
          Map.of(
              OnnxNetwork.INPUT,
              OnnxTensor.createTensor(
                  environment, ids.slice(0, count * length), new long[] {count, length}));
      outputs =
          Map.of(
              OnnxNetwork.OUTPUT,
              OnnxTensor.createTensor(environment, scored.slice(0, count), new long[] {count, 1}));
      rows = count;
    }

    private void closeTensors() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }

    @Override
    public void close() {
      closeTensors();
      try {
        session.close();
      } catch (OrtException e) {
        throw new EngineException("ONNX Runtime failed", e);
      }
    }
  }
}
