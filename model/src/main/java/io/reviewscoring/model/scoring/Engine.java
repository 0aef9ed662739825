package io.reviewscoring.model.scoring;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.LayerWeights;
import io.reviewscoring.model.network.LayeredNetwork;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.network.Weights;
import java.lang.reflect.Constructor;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a network is computed. Every engine gives the same bits. */
public enum Engine {
  /** Plain Java. */
  SCALAR,
  /** The Vector API, where the JVM was started with {@code --add-modules jdk.incubator.vector}. */
  VECTOR;

  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "io.reviewscoring.model.scoring.VectorKernels";
  private static final String VECTOR_NETWORK = "io.reviewscoring.model.scoring.VectorNetwork";

  /** Narrower vectors than this are no help. */
  private static final int MIN_WIDTH = 4;

  private static final @Nullable Constructor<? extends Supplier<Pass>> VECTOR_PASSES =
      vectorPasses();

  /** The fastest engine that this JVM can run. */
  public static Engine best() {
    return VECTOR_PASSES == null ? SCALAR : VECTOR;
  }

  /** Its name for logs and metrics: {@code scalar} or {@code vector}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Prepares a network, and gives what makes its passes.
   *
   * @throws IllegalStateException if this JVM can't run the engine
   */
  Supplier<Pass> passes(Network network, NetworkWeights learned) {
    if (network instanceof LayeredNetwork layered && learned instanceof LayerWeights weights) {
      return new GeneralNetwork(layered, weights, kernels());
    }
    if (network instanceof Architecture architecture && learned instanceof Weights weights) {
      return passes(architecture, weights);
    }
    throw new IllegalArgumentException("these are the weights of another kind of network");
  }

  private Kernels kernels() {
    if (this == SCALAR) {
      return Kernels.PLAIN;
    }
    var unused = vectorPassesOrRefusal();
    try {
      return Class.forName(VECTOR_KERNELS)
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the vector engine can't be started", e);
    }
  }

  private static Constructor<? extends Supplier<Pass>> vectorPassesOrRefusal() {
    if (VECTOR_PASSES == null) {
      throw new IllegalStateException(
          "the vector engine needs --add-modules " + MODULE + " and a processor with vectors");
    }
    return VECTOR_PASSES;
  }

  private Supplier<Pass> passes(Architecture architecture, Weights weights) {
    if (this == SCALAR) {
      FoldedNetwork network = new FoldedNetwork(architecture, weights, 0);
      return () -> new LstmPass(network);
    }
    try {
      return vectorPassesOrRefusal().newInstance(architecture, weights);
    } catch (ReflectiveOperationException e) {
      // What folding threw, which may run out of memory, must stay what it is.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new LinkageError("the vector engine can't be started", e);
    }
  }

  /** By name, since the classes can't even be loaded where the module is missing. */
  @SuppressWarnings("unchecked")
  private static @Nullable Constructor<? extends Supplier<Pass>> vectorPasses() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return null;
    }
    try {
      Class<?> network = Class.forName(VECTOR_NETWORK);
      return network.getDeclaredField("WIDTH").getInt(null) < MIN_WIDTH
          ? null
          : (Constructor<? extends Supplier<Pass>>)
              network.getDeclaredConstructor(Architecture.class, Weights.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the vector engine is not in this jar", e);
    }
  }
}
