package io.reviewscoring.model.importing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Spoils a model's file, by a seed. */
final class ImportMutations {
  private static final List<String> NUMBERS =
      List.of("-1", "0", "1", "7", "65536", "2147483647", "99999999999", "1e300", "null", "[]");

  private final byte[] sound;

  /** Of a zip; empty for others. */
  private final Map<String, byte[]> entries;

  ImportMutations(ForeignModel model) throws IOException {
    this.sound = Files.readAllBytes(model.file());
    this.entries = sound[0] == 'P' ? KerasZip.entries(sound) : Map.of();
  }

  byte[] of(long seed) throws IOException {
    Random random = new Random(seed);
    if (entries.isEmpty() || random.nextInt(4) == 0) {
      return spoilt(sound, random);
    }
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    List<String> names = new ArrayList<>(entries.keySet());
    String name = names.get(random.nextInt(names.size()));
    byte[] content = entries.getOrDefault(name, new byte[0]);
    switch (random.nextInt(8)) {
      case 0 -> changed.remove(name);
      case 1 ->
          changed.put(
              name, entries.getOrDefault(names.get(random.nextInt(names.size())), new byte[0]));
      case 2, 3, 4 -> changed.put("config.json", field(random));
      default -> changed.put(name, spoilt(content, random));
    }
    return KerasZip.of(changed);
  }

  /** A number of the configuration, or a word of it, exchanged. */
  private byte[] field(Random random) {
    String config =
        new String(entries.getOrDefault("config.json", new byte[0]), StandardCharsets.UTF_8);
    String[] parts = config.split("(?<=: )", -1);
    int at = 1 + random.nextInt(parts.length - 1);
    String value = NUMBERS.get(random.nextInt(NUMBERS.size()));
    if (random.nextBoolean()) {
      value = parts[1 + random.nextInt(parts.length - 1)].replaceAll("[,}\\]].*", "");
    }
    parts[at] = parts[at].replaceFirst("^(\"[^\"]*\"|[-0-9a-zA-Z.]+)", "");
    return (String.join("", Arrays.copyOf(parts, at))
            + value
            + String.join("", Arrays.copyOfRange(parts, at, parts.length)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] spoilt(byte[] content, Random random) {
    if (content.length == 0) {
      return content;
    }
    byte[] spoilt = content.clone();
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(spoilt, random.nextInt(spoilt.length));
      }
      case 1 -> {
        int from = random.nextInt(spoilt.length);
        int length = Math.min(spoilt.length - from, 1 + random.nextInt(64));
        int to = random.nextInt(spoilt.length - length + 1);
        System.arraycopy(content, from, spoilt, to, length);
      }
      case 2 -> {
        int at = random.nextInt(spoilt.length);
        int end = Math.min(spoilt.length, at + 8);
        Arrays.fill(spoilt, at, end, (byte) (random.nextBoolean() ? 0xff : 0));
      }
      default -> {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return spoilt;
  }
}
