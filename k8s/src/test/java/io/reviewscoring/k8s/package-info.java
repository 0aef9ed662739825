/** The manifests, as a cluster would see them. */
@NullMarked
package io.reviewscoring.k8s;

import org.jspecify.annotations.NullMarked;
