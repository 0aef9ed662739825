/** The main class of the launcher: knows all commands. */
@NullMarked
package io.reviewscoring.job.launch;

import org.jspecify.annotations.NullMarked;
