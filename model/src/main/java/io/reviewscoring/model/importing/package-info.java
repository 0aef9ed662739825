/** Models of other frameworks made bundles: Keras' files, and PyTorch's weights. */
@NullMarked
package io.reviewscoring.model.importing;

import org.jspecify.annotations.NullMarked;
