/**
 * Signed commands: envelopes, keys, and what is taken from whom. The form is DSSE's (Dead Simple
 * Signing Envelope, secure-systems-lab/dsse, protocol 1.0), the signature Ed25519 (RFC 8032).
 */
@NullMarked
package io.reviewscoring.job.signature;

import org.jspecify.annotations.NullMarked;
