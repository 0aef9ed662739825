package io.reviewscoring.model.training;

import java.util.List;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs in their order, at least one
 * @param best number of the epoch that became the model
 */
public record TrainingHistory(List<Epoch> epochs, int best) {

  /**
   * One pass over the training reviews. Losses are mean negative log likelihoods (natural).
   *
   * @param number from 1
   * @param trainingLoss mean over the epoch's steps, with dropout
   * @param validationLoss after the epoch, by the sources' weights, of what would ship: the best
   *     epoch's is the smallest
   * @param validationAccuracy after the epoch
   */
  public record Epoch(
      int number, double trainingLoss, double validationLoss, double validationAccuracy) {}

  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }
}
