package io.reviewscoring.model.training;

/**
 * What an n-gram adds.
 *
 * @param hash by which it is looked up
 */
record NgramLogOdds(long hash, float logOdds) {}
