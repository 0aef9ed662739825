/** What a network is: its sizes and its weights, without anything that runs it. */
@NullMarked
package io.reviewscoring.model.network;

import org.jspecify.annotations.NullMarked;
