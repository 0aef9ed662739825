@org.jspecify.annotations.NullMarked
package io.reviewscoring.job;
