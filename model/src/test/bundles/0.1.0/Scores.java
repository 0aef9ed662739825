import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.scoring.Scorer;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.text.TokenFingerprints;
import io.reviewscoring.model.text.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes scores.ndjson: how 0.1.0 (commit e9dc006) scores some texts with its two bundles. Run with
 * its classes: {@code java -cp model-0.1.0.jar:LIBRARIES Scores.java FOLDER-OF-ITS-BUNDLES
 * scores.ndjson}.
 */
class Scores {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "zzqxj",
          "A great film.",
          "Don't bother: dull, slow and far too loud!!!",
          "Don\u2019t bother: dull, slow and far too loud\u2026",
          "Caf\u00e9 scenes,\u00a0then a<br />twist; I&#39;d give it 9/10 \u2605\u2605\u2605\u2605 :)",
          "I wanted to love it, but the wooden acting and the endless runtime made it a chore.",
          "A quiet, tender film; the best I have seen this year.",
          "\ud83d\ude00 \ud83d\ude00 not bad, not good \ud83d\ude12",
          "the worst of the best of the worst ".repeat(60),
          "good " + "zzqxj ".repeat(400) + "bad");

  public static void main(String[] args) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String text : TEXTS) {
      StringBuilder line = new StringBuilder("{\"text\": \"");
      text.chars().forEach(c -> line.append(escaped(c)));
      line.append('"');
      for (String name : List.of("small", "default")) {
        ModelBundle bundle = BundleReader.read(Path.of(args[0], name + ".zip"));
        Scorer scorer = ScoringModel.of(bundle).newScorer();
        TokenFingerprints tokens = new Tokenizer().fingerprints(text, 512);
        float score = scorer.score(tokens.values(), tokens.tokens());
        line.append(", \"%s\": \"%s\"".formatted(name, Float.toHexString(score)));
      }
      lines.add(line.append('}').toString());
    }
    Files.write(Path.of(args[1]), lines);
  }

  private static String escaped(int c) {
    return c < 128 && c != '"' && c != '\\' ? Character.toString(c) : "\\u%04x".formatted(c);
  }
}
