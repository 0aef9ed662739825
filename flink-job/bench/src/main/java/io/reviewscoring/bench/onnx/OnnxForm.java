package io.reviewscoring.bench.onnx;

/** The ways to write the network's first layers, all of which give the same scores. */
public enum OnnxForm {
  /** As an exporter writes it: embedding, one-dimensional convolution. */
  CONV("conv"),

  /** The same as a two-dimensional convolution of height 1, for which there are other kernels. */
  CONV_2D("conv2d"),

  /** The words under a step of the convolution side by side, times a matrix. */
  MATRIX("matrix"),

  /** With this project's own trick: embedding and convolution folded into tables that are added. */
  FOLDED("folded");

  private final String label;

  OnnxForm(String label) {
    this.label = label;
  }

  /** How tables call it. */
  public String label() {
    return label;
  }

  /** The one that tables call so. */
  public static OnnxForm labelled(String label) {
    for (OnnxForm form : values()) {
      if (form.label.equals(label)) {
        return form;
      }
    }
    throw new IllegalArgumentException("there is no form " + label);
  }
}
