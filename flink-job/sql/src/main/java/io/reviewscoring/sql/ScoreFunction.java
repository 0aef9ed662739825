package io.reviewscoring.sql;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScore;
import io.reviewscoring.model.scoring.TextScorer;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.PredictFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores the texts of a table's column, one at a time, in the task's thread. Public for the code
 * that Flink generates.
 */
public final class ScoreFunction extends PredictFunction {
  private static final long serialVersionUID = 1;

  private final PlannedBundle bundle;
  private final List<Output> outputs;
  private transient @Nullable TextScorer scorer;
  private transient @Nullable StringData modelVersion;

  ScoreFunction(PlannedBundle bundle, List<Output> outputs) {
    this.bundle = bundle;
    this.outputs = outputs;
  }

  @Override
  public void open(FunctionContext context) throws BundleException {
    ScoringModel model = bundle.open();
    scorer = model.newTextScorer();
    modelVersion = StringData.fromString(model.manifest().modelVersion());
  }

  /** One row: its outputs in their order, all null for a text that is null. */
  @Override
  public Collection<RowData> predict(RowData input) {
    GenericRowData row = new GenericRowData(outputs.size());
    if (!input.isNullAt(0)) {
      TextScore score = Objects.requireNonNull(scorer).score(input.getString(0).toString());
      for (int i = 0; i < outputs.size(); i++) {
        row.setField(i, outputs.get(i).value(score, Objects.requireNonNull(modelVersion)));
      }
    }
    return List.of(row);
  }
}
