/**
 * The project's pages held to the code: links, tables of options, metrics and reasons, commands.
 */
@NullMarked
package io.reviewscoring.docs;

import org.jspecify.annotations.NullMarked;
