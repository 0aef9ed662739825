/**
 * The live page: a reader of the job's output topics, what the page shows as small counts, and a
 * server for browsers. It looks on; nothing of the job waits for it or knows it.
 */
@NullMarked
package io.reviewscoring.dashboard;

import org.jspecify.annotations.NullMarked;
