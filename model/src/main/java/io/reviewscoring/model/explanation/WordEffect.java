package io.reviewscoring.model.explanation;

/**
 * What one word does to a text's score.
 *
 * @param word as the model's vocabulary has it
 * @param effect the text's score minus the score without the word, -1 to 1: above 0 the word speaks
 *     for positive, below 0 for negative
 */
public record WordEffect(String word, float effect) {}
