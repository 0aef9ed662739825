package io.reviewscoring.model.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reviewscoring.model.bundle.Label;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.console.Terminal;
import io.reviewscoring.model.explanation.WordEffect;
import io.reviewscoring.model.explanation.WordEvidence;
import io.reviewscoring.model.file.TextFile;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScore;
import io.reviewscoring.model.scoring.TextScorer;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code predict}: scores texts, one JSON object per line out. */
@Command(name = "predict", description = "Scores texts: from 0, negative, to 1, positive.")
final class PredictCommand implements Callable<Integer> {

  /**
   * One line of output.
   *
   * @param evidence the words that move the score most; null unless asked for
   */
  record Prediction(
      String text,
      float score,
      Label label,
      int tokens,
      int knownTokens,
      boolean truncated,
      String modelVersion,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<WordEffect> evidence) {}

  private final ObjectMapper json = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Mixin private ModelOption model;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "The texts; without any, one a line from standard input.")
  private List<String> texts = List.of();

  @Option(
      names = "--explain",
      description =
          "Show the words that move each score most: by how much it would fall (+) or rise (-)"
              + " without them.")
  private boolean explain;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many words --explain shows at most (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(
      names = "--explain-tokens",
      description = "Show how the model reads each text: tokens, ids and the padded row.")
  private boolean explainTokens;

  @Option(names = "--json", description = "With --explain, too: one JSON object per text.")
  private boolean asJson;

  @Override
  public Integer call() throws IOException {
    if (words < 1) {
      throw new ParameterException(spec.commandLine(), "--words: must be above 0");
    }
    if (!explain && spec.commandLine().getParseResult().hasMatchedOption("--words")) {
      throw new ParameterException(spec.commandLine(), "--words goes with --explain");
    }
    if (asJson && explainTokens) {
      throw new ParameterException(
          spec.commandLine(), "--json and --explain-tokens exclude each other");
    }
    ModelBundle bundle = model.load();
    ScoringModel scoring = ScoringModel.of(bundle);
    TextScorer scorer = scoring.newTextScorer();
    Tokenizer tokenizer = scoring.newTokenizer();
    WordEvidence evidence =
        new WordEvidence(
            scoring.newScorer(), bundle.vocabulary(), bundle.manifest().network().tokens());
    if (!texts.isEmpty()) {
      for (String text : texts) {
        predict(text, bundle, tokenizer, scorer, evidence);
      }
      return 0;
    }
    if (Terminal.isThere()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("predict: reads texts from standard input, one a line; Ctrl-D ends it");
      err.flush();
    }
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                TextFile.utf8("standard input", System.in), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      predict(line, bundle, tokenizer, scorer, evidence);
    }
    return 0;
  }

  private void predict(
      String text,
      ModelBundle bundle,
      Tokenizer tokenizer,
      TextScorer scorer,
      WordEvidence evidence)
      throws IOException {
    Network network = bundle.manifest().network();
    TextScore score = scorer.score(text);
    TokenFingerprints tokens = tokenizer.fingerprints(text, network.tokens());
    Prediction prediction =
        new Prediction(
            text,
            score.score(),
            score.label(),
            score.tokens(),
            score.knownTokens(),
            score.truncated(),
            bundle.manifest().modelVersion(),
            explain ? evidence.of(tokens.values(), tokens.tokens(), score.score(), words) : null);
    PrintWriter out = spec.commandLine().getOut();
    if (asJson || !(explain || explainTokens)) {
      out.println(json.writeValueAsString(prediction));
    } else {
      out.println(
          explainTokens
              ? TokenExplanation.of(text, tokenizer, bundle.vocabulary(), network)
              : "text:   " + text);
      out.printf("score:  %s, %s%n", prediction.score(), prediction.label());
      if (prediction.evidence() != null) {
        out.println(EvidenceTable.of(prediction.evidence()));
      }
      out.println();
    }
    out.flush();
  }
}
