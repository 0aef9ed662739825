package io.reviewscoring.bench.onnx;

/**
 * What ONNX Runtime is given of a network.
 *
 * @param form how its first layers are written
 * @param padStates whether a row leaves out the steps that see pads alone, and the recurrent layer
 *     begins with what it remembers behind them
 * @param bytes whether weights are bytes, which costs some precision
 */
public record OnnxVariant(OnnxForm form, boolean padStates, boolean bytes) {

  /** As an exporter, or a user who knows ONNX alone, would write it. */
  public static OnnxVariant of(OnnxForm form) {
    return new OnnxVariant(form, false, false);
  }

  /** The same with the pads' steps left out. */
  public OnnxVariant withPadStates() {
    return new OnnxVariant(form, true, bytes);
  }

  /** The same with bytes for weights. */
  public OnnxVariant inBytes() {
    return new OnnxVariant(form, padStates, true);
  }

  /** How tables call it. */
  public String label() {
    return form.label() + (padStates ? ", pad states" : "") + (bytes ? ", bytes" : "");
  }
}
