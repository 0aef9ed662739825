package io.reviewscoring.model.training;

import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.text.RuleSet;
import org.jspecify.annotations.Nullable;

/** Builds presets of networks that train in a second. */
final class Presets {
  private String type = Architecture.EMBEDDING_CONV_LSTM;
  private int sequenceLength = 12;
  private double denseDropout;
  private Preset.Schedule schedule = Preset.Schedule.CONSTANT;
  private int batchSize = 8;
  private boolean shortRows;
  private int calibrationReviews = 30;
  private Preset.@Nullable Crops crops;
  private Preset.@Nullable WidePart wide;
  private Preset.@Nullable Unlabelled unlabelled;

  private Presets() {}

  static Presets tiny() {
    return new Presets();
  }

  /** With everything that there is. */
  static Presets taught() {
    Presets presets = new Presets();
    presets.type = Architecture.EMBEDDING_CONV_LSTM_MAX;
    presets.denseDropout = 0.2;
    presets.schedule = Preset.Schedule.LINEAR;
    presets.shortRows = true;
    presets.crops = new Preset.Crops(1, 3, 6, 0.5, 4, 0.5);
    presets.wide = new Preset.WidePart(2, 16, 20, 8, 2, 0.5, true);
    presets.unlabelled = new Preset.Unlabelled(2, 3, 2, 0.05);
    return presets;
  }

  Presets sequenceLength(int length) {
    sequenceLength = length;
    return this;
  }

  Presets denseDropout(double share) {
    denseDropout = share;
    return this;
  }

  Presets schedule(Preset.Schedule chosen) {
    schedule = chosen;
    return this;
  }

  Presets batchSize(int size) {
    batchSize = size;
    return this;
  }

  Presets shortRows(boolean may) {
    shortRows = may;
    return this;
  }

  Presets calibrationReviews(int reviews) {
    calibrationReviews = reviews;
    return this;
  }

  Presets wide(Preset.@Nullable WidePart part) {
    wide = part;
    return this;
  }

  Preset build() {
    return new Preset(
        "For tests.",
        RuleSet.KERAS,
        type,
        40,
        sequenceLength,
        8,
        0.25,
        6,
        3,
        2,
        5,
        denseDropout,
        0.02,
        schedule,
        batchSize,
        5,
        shortRows,
        30,
        calibrationReviews,
        crops,
        wide,
        unlabelled);
  }
}
