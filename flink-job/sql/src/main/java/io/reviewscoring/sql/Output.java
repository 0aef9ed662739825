package io.reviewscoring.sql;

import io.reviewscoring.model.scoring.TextScore;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.data.StringData;

/** A column that a model may be declared to give, in lower case. */
enum Output {
  /** The probability that the text is positive, 0 to 1. */
  SCORE("FLOAT") {
    @Override
    Object value(TextScore score, StringData modelVersion) {
      return score.score();
    }
  },

  /** {@code NEGATIVE}, {@code UNCERTAIN} or {@code POSITIVE}. */
  LABEL("STRING") {
    @Override
    Object value(TextScore score, StringData modelVersion) {
      return StringData.fromString(score.label().name());
    }
  },

  /** Of the tokens that the model's layers read, how many its vocabulary knows. */
  KNOWN_TOKENS("INT") {
    @Override
    Object value(TextScore score, StringData modelVersion) {
      return score.knownTokens();
    }
  },

  /** The bundle's name for its model. */
  MODEL_VERSION("STRING") {
    @Override
    Object value(TextScore score, StringData modelVersion) {
      return modelVersion;
    }
  };

  private final String declaration;

  Output(String type) {
    this.declaration = name().toLowerCase(Locale.ROOT) + " " + type;
  }

  /** The column's value, as Flink's tables hold it inside. */
  abstract Object value(TextScore score, StringData modelVersion);

  /**
   * What a declared column asks for.
   *
   * @throws ValidationException if there is no such output, or it has another type
   */
  static Output of(Column column) {
    String declared =
        column.getName() + " " + column.getDataType().getLogicalType().asSummaryString();
    for (Output output : values()) {
      if (output.declaration.equals(declared)) {
        return output;
      }
    }
    throw new ValidationException("OUTPUT can't have %s: %s".formatted(declared, declarations()));
  }

  /** All that may be declared. */
  static String declarations() {
    return Stream.of(values())
        .map(output -> output.declaration)
        .collect(Collectors.joining(", ", "it takes any of ", ", all of them nullable"));
  }
}
