/**
 * Sends dead letters back to the topic that they came from, each once. What was sent again is told
 * beside the letters, in the same transaction; nothing else remembers it.
 */
@NullMarked
package io.reviewscoring.job.redrive;

import org.jspecify.annotations.NullMarked;
