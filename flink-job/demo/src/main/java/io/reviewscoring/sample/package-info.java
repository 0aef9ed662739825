/** Sample reviews, as a stream without an end: for the demo, and for a topic of the user's own. */
@NullMarked
package io.reviewscoring.sample;

import org.jspecify.annotations.NullMarked;
