package io.reviewscoring.model.report;

import java.util.List;

/**
 * What the template shows, as text; the template escapes it.
 *
 * @param splits the test split first, where there is one
 */
record Page(
    String model,
    String architecture,
    List<Figure> figures,
    List<Chart> curves,
    List<Epoch> epochs,
    List<SplitPart> splits,
    List<Chart> quality,
    Chart scores,
    List<Contrast> contrasts,
    List<LayerRow> layers,
    String parameters,
    String mistakesOf,
    List<Mistake> mistakes,
    List<Entry> origin,
    List<Entry> settings,
    List<Entry> metrics,
    List<Entry> libraries) {

  /** A number with a name. */
  record Figure(String name, String value, String note) {}

  /**
   * A chart for light pages and the same for dark ones.
   *
   * @param light a data URI
   * @param dark a data URI
   * @param alt for who can't see it
   */
  record Chart(String title, String note, String light, String dark, String alt) {}

  record Epoch(String number, String trainingLoss, String loss, String accuracy, boolean best) {}

  /** The confusion matrix and the labels of one split. */
  record SplitPart(
      String name,
      String reviews,
      Cell truePositives,
      Cell falseNegatives,
      Cell falsePositives,
      Cell trueNegatives,
      List<LabelRow> labels,
      String summary,
      List<LengthRow> lengths) {}

  /**
   * A cell of the confusion matrix.
   *
   * @param share of its row, as text
   * @param strength of its colour, in percent
   */
  record Cell(String reviews, String share, int strength) {}

  record LabelRow(String label, String scores, String reviews, String share, String right) {}

  /** How good the scores of the reviews of like lengths are. */
  record LengthRow(
      String tokens, String reviews, String accuracy, String error, String uncertain) {}

  /** Sentences that people try first, a group of them. */
  record Contrast(
      String name, String right, String uncertain, String wrong, List<Sentence> sentences) {}

  /**
   * One of them.
   *
   * @param said POSITIVE, UNCERTAIN or NEGATIVE
   * @param meant positive or negative
   */
  record Sentence(String score, String said, String meant, String text) {}

  record LayerRow(String name, String kind, String shape, String parameters) {}

  record Mistake(String score, String said, String label, String id, String text) {}

  record Entry(String name, String value) {}
}
