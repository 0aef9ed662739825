package io.reviewscoring.model.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A layer of a {@link LayeredNetwork}: its name and its sizes. What each computes is Keras' layer
 * of the same name, at its default arguments where none is named here. Immutable.
 */
public sealed interface NetworkLayer
    permits NetworkLayer.Convolution,
        NetworkLayer.MaxPooling,
        NetworkLayer.GlobalPooling,
        NetworkLayer.Flatten,
        NetworkLayer.Dense,
        NetworkLayer.Activation,
        NetworkLayer.Scaling,
        Recurrent {

  /** Its name within the network. */
  String name();

  /** What it does, for people. */
  String kind();

  /**
   * What comes out of it.
   *
   * @throws IllegalArgumentException in one line, if it can't take this
   */
  Shape output(Shape input);

  /** What it has learned; nothing by default. */
  default List<TensorShape> tensors(Shape input) {
    return List.of();
  }

  /** Multiply-adds for one review, or what takes as long. */
  default long operations(Shape input) {
    return (long) input.rows() * input.width();
  }

  /** Numbers that a scorer keeps for it. */
  default long room(Shape input) {
    Shape output = output(input);
    return (long) output.rows() * output.width();
  }

  /** One-dimensional convolution of stride 1 (kernel {@code [kernelSize][width][filters]}). */
  record Convolution(String name, int filters, int kernelSize, Ends ends, Function activation)
      implements NetworkLayer {

    /** What happens at a sequence's ends, by Keras' names. */
    public enum Ends {
      /** A filter stands on whole places only. */
      VALID,
      /** Zeros stand beyond the ends, so that as many places come out as went in. */
      SAME;

      @JsonValue
      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    public Convolution {
      Bounds.check("filters", filters, 1, 1024);
      Bounds.check("kernelSize", kernelSize, 1, 64);
    }

    /** Places before a sequence's first on which its first filter stands. */
    public int before() {
      return ends == Ends.SAME ? (kernelSize - 1) / 2 : 0;
    }

    @Override
    public String kind() {
      return "Conv1D %sx%s %s, %s".formatted(filters, kernelSize, ends.label(), activation.label());
    }

    @Override
    public Shape output(Shape input) {
      int steps = sequence(this, input) - (ends == Ends.SAME ? 0 : kernelSize - 1);
      if (steps < 1) {
        throw new IllegalArgumentException(
            "%s: %s places are too few for kernelSize %s"
                .formatted(name, input.steps(), kernelSize));
      }
      return new Shape(steps, filters);
    }

    @Override
    public List<TensorShape> tensors(Shape input) {
      return List.of(
          new TensorShape(name, "kernel", kernelSize, input.width(), filters),
          new TensorShape(name, "bias", filters));
    }

    @Override
    public long operations(Shape input) {
      return (long) input.steps() * kernelSize * input.width() * filters;
    }
  }

  /** The largest of each {@code poolSize} places; those that don't fill a window are dropped. */
  record MaxPooling(String name, int poolSize) implements NetworkLayer {
    public MaxPooling {
      Bounds.check("poolSize", poolSize, 1, 64);
    }

    @Override
    public String kind() {
      return "MaxPooling1D " + poolSize;
    }

    @Override
    public Shape output(Shape input) {
      int steps = sequence(this, input) / poolSize;
      if (steps < 1) {
        throw new IllegalArgumentException(
            "%s: %s places are too few for poolSize %s".formatted(name, input.steps(), poolSize));
      }
      return new Shape(steps, input.width());
    }
  }

  /** One vector of all places; the mean leaves out masked ones, the maximum doesn't. */
  record GlobalPooling(String name, Of of) implements NetworkLayer {

    /** What is taken of the places. */
    public enum Of {
      MAXIMUM,
      AVERAGE;

      @JsonValue
      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public long room(Shape input) {
      return (long) input.steps() * input.width();
    }

    @Override
    public String kind() {
      return of == Of.MAXIMUM ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D";
    }

    @Override
    public Shape output(Shape input) {
      int unused = sequence(this, input);
      return Shape.vector(input.width());
    }
  }

  /** A sequence's places one after the other, as one vector. */
  record Flatten(String name) implements NetworkLayer {
    @Override
    public String kind() {
      return "Flatten";
    }

    @Override
    public Shape output(Shape input) {
      return Shape.vector(input.rows() * input.width());
    }
  }

  /** Each vector times a matrix (kernel {@code [width][units]}). */
  record Dense(String name, int units, Function activation) implements NetworkLayer {
    public Dense {
      Bounds.check("units", units, 1, 4096);
    }

    @Override
    public String kind() {
      return "Dense %s, %s".formatted(units, activation.label());
    }

    @Override
    public Shape output(Shape input) {
      return new Shape(input.steps(), units);
    }

    @Override
    public List<TensorShape> tensors(Shape input) {
      return List.of(
          new TensorShape(name, "kernel", input.width(), units),
          new TensorShape(name, "bias", units));
    }

    @Override
    public long operations(Shape input) {
      return (long) input.rows() * input.width() * units;
    }
  }

  /** A function of each number. */
  record Activation(String name, Function activation) implements NetworkLayer {
    @Override
    public String kind() {
      return "Activation, " + activation.label();
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  /** Each number times its column's scale plus its shift: what a normalization comes to. */
  record Scaling(String name) implements NetworkLayer {
    @Override
    public String kind() {
      return "scale and shift";
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public List<TensorShape> tensors(Shape input) {
      return List.of(
          new TensorShape(name, "scale", input.width()),
          new TensorShape(name, "shift", input.width()));
    }
  }

  /**
   * The places of a layer's input.
   *
   * @throws IllegalArgumentException if it has none
   */
  static int sequence(NetworkLayer layer, Shape input) {
    if (!input.isSequence()) {
      throw new IllegalArgumentException(
          layer.name() + " reads a sequence, and what comes before it gives one vector");
    }
    return input.steps();
  }
}
