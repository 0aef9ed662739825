package io.reviewscoring.model.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.BundleWriter;
import io.reviewscoring.model.bundle.GoldenCase;
import io.reviewscoring.model.bundle.Manifest;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Provenance;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.bundle.Thresholds;
import io.reviewscoring.model.scoring.Engine;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScore;
import io.reviewscoring.model.scoring.TextScorer;
import io.reviewscoring.model.text.RuleSet;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bundle of a model that another framework has trained. Every file is read as data, under
 * limits, and what comes out has been read back as any bundle is, and has given the scores that the
 * framework gives.
 *
 * @param file the model: {@code .keras}, {@code .h5} or {@code .safetensors}
 * @param layers of a safetensors file; null for others
 * @param words which ids words have; null for a model that has its own vocabulary
 * @param length ids in a row; null if the model says it
 */
public record ModelImport(
    Path file,
    @Nullable Path layers,
    @Nullable Path words,
    WordOptions options,
    @Nullable Integer length,
    String modelVersion,
    List<String> languages) {
  private static final Thresholds HALF = new Thresholds(0.5, 0.5, 1);

  public ModelImport {
    languages = List.copyOf(languages);
  }

  /**
   * What was made.
   *
   * @param largestDifference between a score and the framework's
   */
  public record Made(ModelBundle bundle, int compared, double largestDifference) {}

  /** What the model's file holds. */
  private record Source(
      String framework,
      Assembly assembly,
      List<String> vocabulary,
      @Nullable Integer length,
      boolean rowsAsLongAsTexts) {}

  /**
   * Imports.
   *
   * @param expected texts and scores, as lines of JSON
   * @throws ImportException if it isn't covered, is damaged, or doesn't give the scores
   */
  public Made run(Path expected) throws ImportException {
    try {
      return made(Expectation.read(expected));
    } catch (OutOfMemoryError e) {
      throw new ImportException(file + " takes more memory than there is");
    }
  }

  private Made made(List<GoldenCase> expected) throws ImportException {
    Source source = source();
    WordIds ids = ids(source).below(source.assembly.ids());
    ShippedForm form = form(source.assembly.network(ids, rowLength(source)));
    try {
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT_VERSION,
              modelVersion,
              form.network(),
              RuleSet.KERAS,
              HALF,
              languages,
              provenance(source, ids));
      List<GoldenCase> goldens = Expectation.goldens(expected, form.network());
      ModelBundle bundle =
          new ModelBundle(
              manifest, new Vocabulary(ids.words(), ids.size()), form.weights(), goldens);
      ModelBundle read = BundleReader.read(BundleWriter.bytes(bundle));
      return new Made(read, expected.size(), difference(read, expected, doubt(source)));
    } catch (BundleException e) {
      throw new ImportException(e.reason());
    } catch (IOException | IllegalArgumentException e) {
      throw new ImportException(String.valueOf(e.getMessage()));
    }
  }

  private static ShippedForm form(Assembly.Imported imported) {
    return ShippedForm.of(imported.network(), imported.weights());
  }

  private Source source() throws ImportException {
    if (file.toString().endsWith(".safetensors")) {
      if (layers == null) {
        throw new ImportException(file + " holds no layers: --layers FILE lists them");
      }
      return new Source("PyTorch", TorchModel.read(file, layers), List.of(), null, false);
    }
    KerasModel model = KerasFile.read(file);
    Assembly assembly = KerasTranslation.of(model.layers());
    Integer stated = stated(model);
    boolean vectorizes =
        model.layers().stream().anyMatch(layer -> layer.type().equals("TextVectorization"));
    return new Source(
        "Keras " + model.version(),
        assembly,
        vocabulary(model),
        stated,
        vectorizes && stated == null);
  }

  /** The length of rows that a model's input or its text vectorization states. */
  private static @Nullable Integer stated(KerasModel model) {
    for (KerasLayer layer : model.layers()) {
      JsonNode config = layer.config();
      JsonNode length =
          switch (layer.type()) {
            case "TextVectorization" -> config.path("output_sequence_length");
            case "Embedding" -> config.path("input_length");
            case "InputLayer" ->
                config.path("dtype").asText().equals("string")
                    ? config.path("none")
                    : config.has("batch_shape")
                        ? config.path("batch_shape").path(1)
                        : config.path("batch_input_shape").path(1);
            default -> config.path("none");
          };
      if (length.isInt()) {
        return length.intValue();
      }
    }
    return null;
  }

  private static List<String> vocabulary(KerasModel model) {
    for (KerasLayer layer : model.layers()) {
      JsonNode listed = layer.config().path("vocabulary");
      if (layer.type().equals("TextVectorization") && listed.isArray()) {
        List<String> words = new ArrayList<>(List.of("", "[UNK]"));
        listed.forEach(word -> words.add(word.asText()));
        return words;
      }
    }
    return model.vocabulary();
  }

  private WordIds ids(Source source) throws ImportException {
    if (words != null) {
      return WordFile.read(words, options);
    }
    if (source.vocabulary.isEmpty()) {
      throw new ImportException(
          "which ids have words? --words FILE: a word index, a Tokenizer as JSON, or a list");
    }
    return WordFile.of(source.vocabulary, options);
  }

  private int rowLength(Source source) throws ImportException {
    Integer stated = source.length;
    if (length == null && source.rowsAsLongAsTexts) {
      throw new ImportException(
          "its TextVectorization has no output_sequence_length, so that Keras' rows are as long as"
              + " the texts are, and here all rows have one length: predict the scores again with"
              + " output_sequence_length=N, and give --length N");
    }
    if (length == null && stated == null) {
      throw new ImportException("the model doesn't say how long its rows are: --length N does");
    }
    if (length != null && stated != null && !length.equals(stated)) {
      throw new ImportException(
          "the model reads rows of %s ids, and --length is %s".formatted(stated, length));
    }
    return length != null ? length : stated == null ? 0 : stated;
  }

  private Provenance provenance(Source source, WordIds ids) throws ImportException, IOException {
    Map<String, String> settings = new TreeMap<>();
    settings.put("file", String.valueOf(file.getFileName()));
    settings.put(
        "calibrated", "no: from 0.5 on POSITIVE, below NEGATIVE, without a known word UNCERTAIN");
    settings.put("start", ids.start() == null ? "no start id" : "id " + ids.start());
    settings.put("unknown", ids.unknown() == null ? "left out" : "id " + ids.unknown());
    settings.put("padding", ids.padding().label());
    settings.put("truncation", ids.truncation().label());
    return new Provenance(
        "import", Sha256.hex(file), 0, Map.of("framework", source.framework), Map.of(), settings);
  }

  /** What may be wrong where a score is off. */
  private String doubt(Source source) {
    return source.rowsAsLongAsTexts
        ? ("its TextVectorization has no output_sequence_length, so that Keras' rows are as long as"
                + " the texts are: predict the scores with output_sequence_length=%s, as --length"
                + " is")
            .formatted(length)
        : "ids, start, pads or the rules for words may be other ones than the framework was given";
  }

  /** The largest one, which must be within the goldens' tolerance. */
  private static double difference(ModelBundle bundle, List<GoldenCase> expected, String doubt)
      throws ImportException {
    TextScorer scorer = ScoringModel.of(bundle, Engine.SCALAR).newTextScorer();
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      GoldenCase each = expected.get(i);
      TextScore given = scorer.score(each.text());
      double difference = Math.abs(given.score() - each.score());
      if (!(difference <= ScoringModel.GOLDEN_TOLERANCE)) {
        throw new ImportException(
            "expected score %s, of %s tokens: it scores %s, not %s; %s"
                .formatted(i + 1, given.tokens(), given.score(), each.score(), doubt));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }
}
