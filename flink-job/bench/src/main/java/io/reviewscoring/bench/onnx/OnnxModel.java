package io.reviewscoring.bench.onnx;

import org.jspecify.annotations.Nullable;

/**
 * A network in ONNX's format. Immutable.
 *
 * @param label how tables call the way it is written
 * @param bytes the model's file
 * @param length ids in a row
 * @param pads what it begins with behind pads; null for a network that reads whole rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OnnxModel(String label, byte[] bytes, int length, @Nullable PadStates pads) {}
