/** Files that people bring and keep: read as text, written whole. */
@NullMarked
package io.reviewscoring.model.file;

import org.jspecify.annotations.NullMarked;
