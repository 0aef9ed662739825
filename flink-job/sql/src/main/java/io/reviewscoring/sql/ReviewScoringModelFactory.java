package io.reviewscoring.sql;

import io.reviewscoring.model.bundle.BundleException;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogModel;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.ModelProviderFactory;
import org.apache.flink.table.ml.ModelProvider;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

/**
 * The provider {@code review-scoring} of {@code CREATE MODEL}: scores a column of texts by a
 * bundle. Flink finds it as a service, and asks it when a statement that uses a model is planned.
 */
public final class ReviewScoringModelFactory implements ModelProviderFactory {
  private static final ConfigOption<String> BUNDLE =
      ConfigOptions.key("bundle")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The bundle's file, for who plans the statement and for every TaskManager.");

  @Override
  public String factoryIdentifier() {
    return "review-scoring";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(BUNDLE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ValidationException if an option, a column or the bundle is refused
   */
  @Override
  public ModelProvider createModelProvider(Context context) {
    var helper = FactoryUtil.createModelProviderFactoryHelper(this, context);
    helper.validate();
    ResolvedCatalogModel model = context.getCatalogModel();
    checkInput(model.getResolvedInputSchema().getColumns());
    List<Output> outputs = outputs(model.getResolvedOutputSchema().getColumns());
    try {
      return new BundleModelProvider(PlannedBundle.of(helper.getOptions().get(BUNDLE)), outputs);
    } catch (BundleException e) {
      throw new ValidationException("option 'bundle': " + e.reason(), e);
    }
  }

  private static void checkInput(List<Column> columns) {
    if (columns.size() != 1
        || !columns.get(0).getDataType().getLogicalType().is(LogicalTypeFamily.CHARACTER_STRING)) {
      throw new ValidationException(
          "INPUT must be one column of texts, as in INPUT (text STRING), not " + columns);
    }
  }

  private static List<Output> outputs(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new ValidationException("OUTPUT is missing: " + Output.declarations());
    }
    return columns.stream().map(Output::of).toList();
  }
}
