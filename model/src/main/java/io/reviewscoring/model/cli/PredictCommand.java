package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code predict}: scores texts, one JSON object per line out. */
@Command(name = "predict", description = "Scores texts: from 0, negative, to 1, positive.")
final class PredictCommand implements Callable<Integer> {

  /** One line of output. */
  record Prediction(
      String text,
      float score,
      String label,
      int tokens,
      int knownTokens,
      boolean truncated,
      String modelVersion) {}

  private final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "The texts; without any, one a line from standard input.")
  private List<String> texts = List.of();

  @Option(
      names = "--explain-tokens",
      description = "Show how the model reads each text: tokens, ids and the padded row.")
  private boolean explain;

  @Override
  public Integer call() throws IOException {
    ModelBundle bundle = model.load();
    Scorer scorer = ScoringModel.of(bundle).newScorer();
    if (!texts.isEmpty()) {
      for (String text : texts) {
        predict(text, bundle, scorer);
      }
      return 0;
    }
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      predict(line, bundle, scorer);
    }
    return 0;
  }

  private void predict(String text, ModelBundle bundle, Scorer scorer) throws IOException {
    int length = bundle.manifest().architecture().sequenceLength();
    TokenFingerprints tokens = new Tokenizer().fingerprints(text, length);
    float score = scorer.score(tokens.values(), tokens.tokens());
    Prediction prediction =
        new Prediction(
            text,
            score,
            label(score, scorer.knownTokens(), bundle.manifest().thresholds()),
            tokens.tokens(),
            scorer.knownTokens(),
            scorer.truncated(),
            bundle.manifest().modelVersion());
    PrintWriter out = spec.commandLine().getOut();
    if (explain) {
      out.println(TokenExplanation.of(text, bundle.vocabulary(), length));
      out.printf("score:  %s, %s%n%n", prediction.score(), prediction.label());
    } else {
      out.println(json.writeValueAsString(prediction));
    }
    out.flush();
  }

  private static String label(float score, int knownTokens, Thresholds thresholds) {
    if (knownTokens < thresholds.minKnownTokens()) {
      return "UNCERTAIN";
    }
    if (score < thresholds.negativeBelow()) {
      return "NEGATIVE";
    }
    return score >= thresholds.positiveFrom() ? "POSITIVE" : "UNCERTAIN";
  }
}
