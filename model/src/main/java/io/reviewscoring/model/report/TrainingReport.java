package io.reviewscoring.model.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import io.reviewscoring.model.file.WholeFile;
import io.reviewscoring.model.training.TrainedModel;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes what a training came to as one HTML page: no scripts, nothing from elsewhere, for light
 * and dark screens. It quotes the reviews that the model gets most wrong, so whoever passes it on
 * passes parts of the data on.
 */
public final class TrainingReport {

  private static final String TEMPLATE = "io/reviewscoring/model/report/report.html";

  private TrainingReport() {}

  /** Where a bundle's report belongs: beside it, {@code my-model.html} for {@code my-model.zip}. */
  public static Path beside(Path bundle) {
    String name = String.valueOf(bundle.getFileName());
    String stem = name.endsWith(".zip") ? name.substring(0, name.length() - 4) : name;
    return bundle.resolveSibling(stem + ".html");
  }

  /** Writes the page, over what is there; whole or not at all. */
  public static void write(TrainedModel model, Path file) throws IOException {
    Page page = new PageContent(model).page();
    Mustache template = new DefaultMustacheFactory().compile(TEMPLATE);
    StringWriter text = new StringWriter();
    template.execute(text, page);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(bytes));
  }
}
