package io.reviewscoring.bench.job;

import io.reviewscoring.bench.engine.Dl4jEngine;
import io.reviewscoring.bench.engine.OnnxEngine;
import io.reviewscoring.bench.engine.RowEngine;
import io.reviewscoring.bench.onnx.OnnxForm;
import io.reviewscoring.job.score.ScoreOperator;
import io.reviewscoring.model.bundle.ModelBundle;
import java.io.Serializable;

/**
 * What scores in a measured job.
 *
 * @param batch at most so many reviews are scored at once
 * @param form how ONNX Runtime gets the network; of no meaning to the others
 */
public record JobEngine(Kind kind, int batch, OnnxForm form) implements Serializable {

  /** The engines. */
  public enum Kind {
    /** Parses, encodes, keys and writes, and scores nothing. */
    NONE("none"),
    /** The job as it is. */
    OWN("vector"),
    ONNXRUNTIME("onnxruntime"),
    DL4J("dl4j");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** How tables call it. */
    public String label() {
      return label;
    }
  }

  /** The job without a network. */
  public static JobEngine none() {
    return new JobEngine(Kind.NONE, 1, OnnxForm.CONV);
  }

  /** The job as it is. */
  public static JobEngine own() {
    return new JobEngine(Kind.OWN, ScoreOperator.BATCH, OnnxForm.CONV);
  }

  /** DL4J in batches. */
  public static JobEngine dl4j(int batch) {
    return new JobEngine(Kind.DL4J, batch, OnnxForm.CONV);
  }

  RowEngine open(ModelBundle bundle) {
    return switch (kind) {
      case ONNXRUNTIME -> OnnxEngine.of(bundle, form).withBatch(batch);
      case DL4J -> new Dl4jEngine(bundle, batch);
      case NONE, OWN -> throw new IllegalStateException(kind + " is no other engine");
    };
  }
}
