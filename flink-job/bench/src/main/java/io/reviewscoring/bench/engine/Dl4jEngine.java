package io.reviewscoring.bench.engine;

import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.training.ReferenceNetwork;
import java.util.Arrays;

/** DL4J with the bundle's weights; each scorer has a network of its own. */
public record Dl4jEngine(ModelBundle bundle, int batch) implements RowEngine {

  @Override
  public String name() {
    return "dl4j";
  }

  /** Its build for this machine, as the launcher has chosen it. */
  public static String build() {
    String extension = System.getProperty("org.bytedeco.javacpp.platform.extension", "");
    return extension.isEmpty() ? "plain" : extension.substring(1);
  }

  @Override
  public RowScorer open() {
    try {
      return new Network(ReferenceNetwork.of(bundle.manifest().architecture(), bundle.weights()));
    } catch (LinkageError e) {
      throw new EngineException("DL4J does not run here", e);
    }
  }

  private record Network(ReferenceNetwork network) implements RowScorer {
    @Override
    public void score(int[][] rows, int from, int to, float[] scores) {
      float[] scored = network.score(Arrays.asList(rows).subList(from, to));
      System.arraycopy(scored, 0, scores, from, to - from);
    }

    @Override
    public void close() {
      network.close();
    }
  }
}
