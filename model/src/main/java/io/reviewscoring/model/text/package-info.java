/** From text to rows of ids: the tokenizer, token fingerprints, the vocabulary and padding. */
@NullMarked
package io.reviewscoring.model.text;

import org.jspecify.annotations.NullMarked;
