package io.reviewscoring.model.network;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A recurrent layer (kernel {@code [width][gates × units]}, recurrent {@code [units][gates ×
 * units]}, bias {@code [gates × units]}, with the gates in Keras' order). One that goes both ways
 * has the tensors of {@code forward} and of {@code backward}.
 *
 * @param ways in which it reads a sequence
 * @param sequences whether its output at each place comes out, or the last one alone
 */
public record Recurrent(String name, Cell cell, int units, Ways ways, boolean sequences)
    implements NetworkLayer {

  /** What computes a step. */
  public enum Cell {
    /** Gates input, forget, candidate, output. */
    LSTM(4),
    /** Gates update, reset, candidate; the reset gate before the recurrent product. */
    GRU(3),
    /** The same with the reset gate behind it (bias {@code [2][gates × units]}). */
    GRU_RESET_AFTER(3),
    SIMPLE_TANH(1),
    SIMPLE_RELU(1);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    /** Vectors of its units that a step computes. */
    public int gates() {
      return gates;
    }

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** In which order places are read, and what comes of two orders. */
  public enum Ways {
    FORWARD,
    /** Both ways, their outputs one after the other. */
    BOTH,
    /** Both ways, their outputs added. */
    SUM;

    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Recurrent {
    Bounds.check("units", units, 1, 1024);
  }

  /** The names of what its tensors' names begin with, one for each way. */
  public List<String> prefixes() {
    return ways == Ways.FORWARD ? List.of("") : List.of("forward.", "backward.");
  }

  @Override
  public String kind() {
    String way = ways == Ways.FORWARD ? "" : ways == Ways.BOTH ? ", both ways" : ", ways added";
    return cell.label() + " " + units + way;
  }

  @Override
  public Shape output(Shape input) {
    int steps = NetworkLayer.sequence(this, input);
    return new Shape(sequences ? steps : 0, ways == Ways.BOTH ? 2 * units : units);
  }

  @Override
  public List<TensorShape> tensors(Shape input) {
    List<TensorShape> tensors = new ArrayList<>();
    int columns = cell.gates * units;
    for (String way : prefixes()) {
      tensors.add(new TensorShape(name, way + "kernel", input.width(), columns));
      tensors.add(new TensorShape(name, way + "recurrent", units, columns));
      tensors.add(
          cell == Cell.GRU_RESET_AFTER
              ? new TensorShape(name, way + "bias", 2, columns)
              : new TensorShape(name, way + "bias", columns));
    }
    return tensors;
  }

  @Override
  public long room(Shape input) {
    return 4L * units * input.steps();
  }

  @Override
  public long operations(Shape input) {
    long step = (long) cell.gates * units * (input.width() + units + 16);
    return (long) prefixes().size() * input.steps() * step;
  }
}
