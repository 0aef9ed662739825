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
  public float[] arranged(float[] rows, int units) {
    int columns = 4 * WIDTH * groups(units);
    int count = rows.length / (4 * units);
    float[] arranged = new float[count * columns];
    for (int row = 0; row < count; row++) {
      for (int gate = 0; gate < 4; gate++) {
        for (int unit = 0; unit < units; unit++) {
          int to = unit / WIDTH * 4 * WIDTH + gate * WIDTH + unit % WIDTH;
          arranged[row * columns + to] = rows[(row * 4 + gate) * units + unit];
        }
      }
    }
    return arranged;
  }

  @Override
  public Step.Maker lstm(Matrix recurrent, int units) {
    return lanes -> new VectorLstmStep(lanes, groups(units), recurrent);
  }
}
