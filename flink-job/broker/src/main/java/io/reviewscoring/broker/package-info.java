/** A Kafka broker in a process of its own, where nobody brings one. */
@NullMarked
package io.reviewscoring.broker;

import org.jspecify.annotations.NullMarked;
