package io.reviewscoring.model.scoring;

/** The general layers' kernels with the Vector API. */
final class VectorKernels implements Kernels {
  private static final int WIDTH = VectorNetwork.WIDTH;

  /** Found by name. */
  VectorKernels() {}

  @Override
  public Matrix matrix(float[] values, int inputs) {
    return new VectorMatrix(values, inputs);
  }

  @Override
  public int lanes() {
    return VectorLanes.LANES;
  }

  private static int groups(int units) {
    return (units + WIDTH - 1) / WIDTH;
  }

  @Override
  public float[] arranged(float[] rows, int units, int gates) {
    int columns = gates * WIDTH * groups(units);
    int count = rows.length / (gates * units);
    float[] arranged = new float[count * columns];
    for (int row = 0; row < count; row++) {
      for (int gate = 0; gate < gates; gate++) {
        for (int unit = 0; unit < units; unit++) {
          int to = (unit / WIDTH * gates + gate) * WIDTH + unit % WIDTH;
          arranged[row * columns + to] = rows[(row * gates + gate) * units + unit];
        }
      }
    }
    return arranged;
  }

  @Override
  public Step.Maker lstm(Matrix recurrent, int units) {
    return lanes -> new VectorLstmStep(lanes, groups(units), recurrent);
  }

  @Override
  public Step.Maker gru(Matrix recurrent, float[] candidateBias, int units) {
    return lanes -> new VectorGruStep(lanes, groups(units), recurrent, candidateBias);
  }
}
