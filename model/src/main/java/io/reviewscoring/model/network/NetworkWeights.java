package io.reviewscoring.model.network;

/** What a network has learned. */
public sealed interface NetworkWeights permits Weights, LayerWeights {}
