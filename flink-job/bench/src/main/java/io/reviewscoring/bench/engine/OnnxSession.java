package io.reviewscoring.bench.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.reviewscoring.bench.onnx.OnnxModel;
import io.reviewscoring.bench.onnx.OnnxNetwork;
import io.reviewscoring.bench.onnx.PadStates;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of ONNX Runtime for one thread. It keeps its tensors of input and output, so that a
 * batch costs no more than copying the ids; they are made anew where the number of rows or of pads
 * is another one.
 */
final class OnnxSession implements RowScorer {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int length;
  private final @Nullable PadStates pads;
  private final IntBuffer ids;
  private final FloatBuffer scored;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private Map<String, OnnxTensor> outputs = Map.of();
  private int rows;
  private int skipped;

  OnnxSession(OrtEnvironment environment, OrtSession session, OnnxModel model, int batch) {
    this.environment = environment;
    this.session = session;
    this.length = model.length();
    this.pads = model.pads();
    this.ids = room(batch * length).asIntBuffer();
    this.scored = room(batch).asFloatBuffer();
  }

  private static ByteBuffer room(int numbers) {
    return ByteBuffer.allocateDirect(numbers * 4).order(ByteOrder.nativeOrder());
  }

  @Override
  public void score(int[][] reviews, int from, int to, float[] scores) {
    try {
      int steps = pads == null ? 0 : pads.steps(reviews, from, to);
      if (to - from != rows || steps != skipped) {
        closeTensors();
        makeTensors(to - from, steps);
      }
      int first = pads == null ? 0 : pads.places(steps);
      for (int row = from; row < to; row++) {
        ids.put((row - from) * (length - first), reviews[row], first, length - first);
      }
      session.run(inputs, Set.of(), outputs).close();
      scored.get(0, scores, from, to - from);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime failed", e);
    }
  }

  private void makeTensors(int count, int steps) throws OrtException {
    int places = length;
    if (pads != null) {
      places -= pads.places(steps);
      for (String name : session.getInputNames()) {
        if (!name.equals(OnnxNetwork.INPUT)) {
          inputs.put(name, initial(pads, name, count, steps));
        }
      }
    }
    inputs.put(
        OnnxNetwork.INPUT,
        OnnxTensor.createTensor(
            environment, ids.slice(0, count * places), new long[] {count, places}));
    outputs =
        Map.of(
            OnnxNetwork.OUTPUT,
            OnnxTensor.createTensor(environment, scored.slice(0, count), new long[] {count, 1}));
    rows = count;
    skipped = steps;
  }

  /** The same for each row. */
  private OnnxTensor initial(PadStates states, String name, int count, int steps)
      throws OrtException {
    FloatBuffer values = room(count * states.units()).asFloatBuffer();
    for (int row = 0; row < count; row++) {
      values.put(states.state(name, steps));
    }
    return OnnxTensor.createTensor(
        environment, values.flip(), new long[] {1, count, states.units()});
  }

  private void closeTensors() {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
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
