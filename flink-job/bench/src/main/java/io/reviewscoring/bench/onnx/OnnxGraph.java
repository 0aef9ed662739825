package io.reviewscoring.bench.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX graph that grows node by node. A value that is used must have been named before. */
final class OnnxGraph {
  /** Where ONNX Runtime's own operators are. */
  static final String MICROSOFT = "com.microsoft";

  /** How many rows there are, the size that all inputs and outputs share. */
  static final int ROWS = -1;

  /** A size that differs from run to run. */
  static final int ANY = -2;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("network");

  /** A node that may still get attributes and outputs. */
  static final class Node {
    private final Onnx.NodeProto.Builder node;

    private Node(Onnx.NodeProto.Builder node) {
      this.node = node;
    }

    Node ints(String attribute, long... values) {
      Onnx.AttributeProto.Builder builder =
          Onnx.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(Onnx.AttributeProto.AttributeType.INTS);
      for (long value : values) {
        builder.addInts(value);
      }
      node.addAttribute(builder);
      return this;
    }

    Node integer(String attribute, long value) {
      node.addAttribute(
          Onnx.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(Onnx.AttributeProto.AttributeType.INT)
              .setI(value));
      return this;
    }

    Node text(String attribute, String value) {
      node.addAttribute(
          Onnx.AttributeProto.newBuilder()
              .setName(attribute)
              .setType(Onnx.AttributeProto.AttributeType.STRING)
              .setS(ByteString.copyFromUtf8(value)));
      return this;
    }

    /** One of ONNX Runtime's own. */
    Node microsoft() {
      node.setDomain(MICROSOFT);
      return this;
    }

    Node output(String name) {
      node.addOutput(name);
      return this;
    }
  }

  /** Adds a node with its first output, which is left out if its name is empty, and its inputs. */
  Node node(String operator, String output, String... inputs) {
    Onnx.NodeProto.Builder node =
        graph.addNodeBuilder().setOpType(operator).setName(operator + " " + graph.getNodeCount());
    node.addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return new Node(node);
  }

  /** A constant, row-major. */
  void floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    constant(name, Onnx.TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** A constant vector. */
  void longs(String name, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    constant(name, Onnx.TensorProto.DataType.INT64, bytes, values.length);
  }

  /** A constant of signed bytes, row-major. */
  void bytes(String name, byte[] values, long... shape) {
    constant(name, Onnx.TensorProto.DataType.INT8, ByteBuffer.wrap(values), shape);
  }

  private void constant(
      String name, Onnx.TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    Onnx.TensorProto.Builder tensor =
        Onnx.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
  }

  /** Ids that come in; sizes are fixed, {@link #ROWS} or {@link #ANY}. */
  void ids(String name, int... sizes) {
    graph.addInput(value(name, Onnx.TensorProto.DataType.INT32, sizes));
  }

  /** Numbers that come in. */
  void input(String name, int... sizes) {
    graph.addInput(value(name, Onnx.TensorProto.DataType.FLOAT, sizes));
  }

  /** The whole model. */
  byte[] model(String output, int... sizes) {
    graph.addOutput(value(output, Onnx.TensorProto.DataType.FLOAT, sizes));
    return Onnx.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("review-scoring")
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setDomain(MICROSOFT).setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static Onnx.ValueInfoProto value(
      String name, Onnx.TensorProto.DataType type, int... sizes) {
    Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder();
    for (int i = 0; i < sizes.length; i++) {
      var size = Onnx.TensorShapeProto.Dimension.newBuilder();
      // Rows are so many in all inputs; other sizes that differ are of this one alone.
      shape.addDim(
          sizes[i] == ROWS
              ? size.setDimParam("rows")
              : sizes[i] == ANY ? size.setDimParam(name + i) : size.setDimValue(sizes[i]));
    }
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            Onnx.TypeProto.newBuilder()
                .setTensorType(
                    Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }
}
