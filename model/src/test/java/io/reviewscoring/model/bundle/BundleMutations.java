package io.reviewscoring.model.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/** Spoils a bundle in ways that a seed chooses. Safe for use by many threads. */
final class BundleMutations {

  /** Where a mutation strikes. */
  enum Kind {
    ZIP,
    ENTRY,
    ENTRIES,
    VOCABULARY,
    MANIFEST,
    WEIGHTS_HEADER,
    WEIGHTS,
    GOLDENS
  }

  /** What a mutation gave. */
  @SuppressWarnings("ArrayRecordComponent")
  record Mutant(Kind kind, byte[] bytes) {}

  private static final Pattern VALUES = Pattern.compile("-?\\d[\\d.eE+-]*|\"[^\"]*\"");
  private static final List<String> OTHER_VALUES =
      List.of("0", "-1", "1", "2147483647", "1e999", "null", "\"\"", "[]", "{}", "true", "0.5");
  private static final float[] OTHER_WEIGHTS = {
    0f, -0f, 1e-40f, 1e6f, -1e6f, 1.1e6f, Float.NaN, Float.POSITIVE_INFINITY
  };

  private final byte[] bundle;
  private final Zip sound;

  BundleMutations(byte[] bundle) {
    this.bundle = bundle;
    this.sound = Zip.sealed(bundle);
  }

  Mutant mutant(long seed) {
    // Neighbouring seeds of a Random begin alike.
    Random random = new Random(new SplittableRandom(seed).nextLong());
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    if (kind == Kind.ZIP) {
      return new Mutant(kind, flipped(bundle, random));
    }
    Zip zip = sound.copy();
    switch (kind) {
      case ENTRY -> {
        String name = name(zip, random);
        zip.with(name, flipped(entry(zip, name), random));
      }
      case ENTRIES -> entries(zip, random);
      case VOCABULARY -> vocabulary(zip, random);
      case MANIFEST ->
          zip.with(BundleFormat.MANIFEST, otherValue(zip.text(BundleFormat.MANIFEST), random));
      case WEIGHTS_HEADER -> header(zip, random);
      case WEIGHTS -> weights(zip, random);
      default -> goldens(zip, random);
    }
    return new Mutant(kind, zip.bytes(Deflater.NO_COMPRESSION));
  }

  private static byte[] entry(Zip zip, String name) {
    return zip.entries.getOrDefault(name, new byte[0]);
  }

  private static String name(Zip zip, Random random) {
    List<String> names = List.copyOf(zip.entries.keySet());
    return names.get(random.nextInt(names.size()));
  }

  /** One bit to four whole bytes, some bytes fewer or more. */
  private static byte[] flipped(byte[] content, Random random) {
    byte[] other = content.clone();
    int at = random.nextInt(Math.max(1, other.length - 4));
    switch (random.nextInt(4)) {
      case 0 -> other[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = at; i < Math.min(other.length, at + 4); i++) {
          other[i] = (byte) random.nextInt();
        }
      }
      case 2 -> {
        int cut = Math.min(other.length - at, 1 + random.nextInt(8));
        System.arraycopy(content, at + cut, other, at, content.length - at - cut);
        return Arrays.copyOf(other, content.length - cut);
      }
      default -> {
        byte[] longer = Arrays.copyOf(other, content.length + 4);
        System.arraycopy(content, at, longer, at + 4, content.length - at);
        return longer;
      }
    }
    return other;
  }

  private static void entries(Zip zip, Random random) {
    String name = name(zip, random);
    byte[] content = entry(zip, name);
    switch (random.nextInt(5)) {
      case 0 -> zip.without(name);
      case 1 -> zip.without(name).with(name + "x", content);
      case 2 -> zip.without(name).with(name, content); // as the last one
      case 3 -> zip.with(name, new byte[random.nextInt(3)]);
      default -> {
        String other = name(zip, random);
        byte[] swapped = entry(zip, other);
        zip.with(other, content).with(name, swapped);
      }
    }
  }

  private static void vocabulary(Zip zip, Random random) {
    List<String> words = lines(zip, BundleFormat.VOCABULARY);
    int rank = random.nextInt(words.size());
    switch (random.nextInt(7)) {
      case 0 -> words.remove(rank);
      case 1 -> words.add(rank, words.get(rank));
      case 2 -> words.add(rank, "zzqx");
      case 3 -> Collections.swap(words, rank, random.nextInt(words.size()));
      case 4 -> Collections.swap(words, rank, Math.max(0, rank - 1));
      case 5 -> Collections.rotate(words.subList(rank, words.size()), 1);
      default -> words.set(rank, words.get(rank) + "s");
    }
    put(zip, BundleFormat.VOCABULARY, words);
  }

  private static void goldens(Zip zip, Random random) {
    List<String> goldens = lines(zip, BundleFormat.GOLDENS);
    int at = random.nextInt(goldens.size());
    String golden = goldens.get(at);
    switch (random.nextInt(5)) {
      case 0 -> goldens.remove(at);
      case 1 -> goldens.add(at, golden);
      case 2 -> goldens.set(at, otherValue(golden, random));
      case 3 -> goldens.set(at, golden.replace(" ", " zzqx "));
      default -> goldens.set(at, golden + golden);
    }
    put(zip, BundleFormat.GOLDENS, goldens);
  }

  private static List<String> lines(Zip zip, String name) {
    return new ArrayList<>(Arrays.asList(zip.text(name).strip().split("\n", -1)));
  }

  private static void put(Zip zip, String name, List<String> lines) {
    zip.with(name, String.join("\n", lines) + "\n");
  }

  /** One of a text's numbers or strings is another one, a near one at times. */
  private static String otherValue(String text, Random random) {
    List<MatchResult> values = VALUES.matcher(text).results().toList();
    if (values.isEmpty()) {
      return text + "x";
    }
    MatchResult value = values.get(random.nextInt(values.size()));
    String other =
        random.nextBoolean() ? near(value.group(), random) : any(OTHER_VALUES, values, random);
    return text.substring(0, value.start()) + other + text.substring(value.end());
  }

  private static String any(List<String> others, List<MatchResult> values, Random random) {
    return random.nextBoolean()
        ? others.get(random.nextInt(others.size()))
        : values.get(random.nextInt(values.size())).group();
  }

  private static String near(String value, Random random) {
    return value.matches("-?\\d{1,9}")
        ? String.valueOf(Integer.parseInt(value) + random.nextInt(9) - 4)
        : value.replaceFirst("[a-z1-8]", String.valueOf((char) ('a' + random.nextInt(26))));
  }

  private static void header(Zip zip, Random random) {
    byte[] file = entry(zip, BundleFormat.WEIGHTS);
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (random.nextInt(4) == 0) {
      byte[] head = flipped(Arrays.copyOf(file, 8 + length), random);
      zip.with(BundleFormat.WEIGHTS, joined(head, file, 8 + length));
      return;
    }
    String json = new String(file, 8, length, StandardCharsets.UTF_8);
    byte[] other = otherValue(json, random).getBytes(StandardCharsets.UTF_8);
    byte[] head = new byte[8 + other.length];
    ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putLong(other.length).put(other);
    zip.with(BundleFormat.WEIGHTS, joined(head, file, 8 + length));
  }

  private static byte[] joined(byte[] head, byte[] file, int from) {
    byte[] joined = Arrays.copyOf(head, head.length + file.length - from);
    System.arraycopy(file, from, joined, head.length, file.length - from);
    return joined;
  }

  private static void weights(Zip zip, Random random) {
    byte[] file = entry(zip, BundleFormat.WEIGHTS).clone();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int from = 8 + (int) in.getLong();
    int count = (file.length - from) / 4;
    // The last ones are those of the small tensors, which every text meets.
    int at = random.nextBoolean() ? random.nextInt(count) : count - 1 - random.nextInt(count / 8);
    int place = from + 4 * at;
    switch (random.nextInt(4)) {
      case 0 -> in.putFloat(place, OTHER_WEIGHTS[random.nextInt(OTHER_WEIGHTS.length)]);
      case 1 -> in.putFloat(place, (float) random.nextGaussian());
      case 2 -> in.putFloat(place, -in.getFloat(place));
      default -> in.putInt(place, in.getInt(place) ^ (1 << random.nextInt(32)));
    }
    zip.with(BundleFormat.WEIGHTS, file);
  }
}
