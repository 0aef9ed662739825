package io.reviewscoring.sql;

import java.util.List;
import org.apache.flink.table.functions.PredictFunction;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.ml.PredictRuntimeProvider;

/** A bundle's model for one statement. Immutable. */
record BundleModelProvider(PlannedBundle bundle, List<Output> outputs)
    implements PredictRuntimeProvider {
  BundleModelProvider {
    outputs = List.copyOf(outputs);
  }

  @Override
  public PredictFunction createPredictFunction(Context context) {
    return new ScoreFunction(bundle, outputs);
  }

  @Override
  public ModelProvider copy() {
    return this;
  }
}
