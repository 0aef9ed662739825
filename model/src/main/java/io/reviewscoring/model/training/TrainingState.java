package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a training stands after an epoch: what it needs to go on as if it had never ended.
 *
 * @param network as the epoch left it
 * @param history the epochs so far
 * @param best the best of them
 */
record TrainingState(
    Dl4jNetwork.State network, List<TrainingHistory.Epoch> history, NetworkTraining.Epoch best) {

  private static final int MOST_NUMBERS = 1 << 28;

  TrainingState {
    history = List.copyOf(history);
  }

  /** The number of the epoch. */
  int epoch() {
    return history.size();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(network.steps());
    write(network.parameters(), out);
    write(network.moments(), out);
    out.writeInt(history.size());
    for (TrainingHistory.Epoch epoch : history) {
      out.writeInt(epoch.number());
      out.writeDouble(epoch.trainingLoss());
      out.writeDouble(epoch.validationLoss());
      out.writeDouble(epoch.validationAccuracy());
    }
    out.writeInt(best.number());
    out.writeDouble(best.loss());
    out.writeDouble(best.blend().network());
    out.writeDouble(best.blend().wide());
    out.writeDouble(best.blend().shift());
    for (float[] array : arrays(best.weights())) {
      write(array, out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is something else
   */
  static TrainingState read(DataInputStream in) throws IOException {
    int steps = in.readInt();
    Dl4jNetwork.State network = new Dl4jNetwork.State(floats(in), floats(in), steps);
    int epochs = size(in.readInt());
    List<TrainingHistory.Epoch> history = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      history.add(
          new TrainingHistory.Epoch(
              in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
    int number = in.readInt();
    double loss = in.readDouble();
    Blend blend = new Blend(in.readDouble(), in.readDouble(), in.readDouble());
    Weights weights =
        new Weights(
            floats(in),
            floats(in),
            floats(in),
            floats(in),
            floats(in),
            floats(in),
            floats(in),
            floats(in));
    return new TrainingState(
        network, history, new NetworkTraining.Epoch(number, weights, blend, loss));
  }

  private static List<float[]> arrays(Weights weights) {
    return List.of(
        weights.embedding(),
        weights.convolution(),
        weights.convolutionBias(),
        weights.inputWeights(),
        weights.recurrentWeights(),
        weights.lstmBias(),
        weights.denseWeights(),
        weights.denseBias());
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[size(in.readInt())];
    byte[] bytes = in.readNBytes(values.length * Float.BYTES);
    if (bytes.length < values.length * Float.BYTES) {
      throw new IOException("ends too early");
    }
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  private static int size(int size) throws IOException {
    if (size < 0 || size > MOST_NUMBERS) {
      throw new IOException("no size: " + size);
    }
    return size;
  }
}
