package io.reviewscoring.model.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Made-up reviews in the layout of the published data set. */
public final class SyntheticImdb {

  private static final List<String> GOOD = List.of("lovely", "brilliant", "moving", "funny");
  private static final List<String> BAD = List.of("dull", "awful", "clumsy", "boring");
  private static final List<String> OTHER =
      List.of("the", "film", "was", "a", "plot", "and", "scene", "actor", "it", "music");

  private SyntheticImdb() {}

  /** Path below {@code aclImdb} to text: {@code perLabel} reviews of each label in each split. */
  public static Map<String, String> files(int perLabel, long seed) {
    Random random = new Random(seed);
    Map<String, String> files = new TreeMap<>();
    for (String split : List.of("train", "test")) {
      for (String label : List.of("pos", "neg")) {
        for (int i = 0; i < perLabel; i++) {
          files.put(
              split + "/" + label + "/" + i + "_7.txt",
              text(label.equals("pos") ? GOOD : BAD, random));
        }
      }
    }
    files.put("train/unsup/0_0.txt", "nobody labelled this");
    return files;
  }

  /** The same with unlabelled reviews of either opinion beside them. */
  public static Map<String, String> files(int perLabel, int unlabelled, long seed) {
    Random random = new Random(seed + 1);
    Map<String, String> files = files(perLabel, seed);
    for (int i = 0; i < unlabelled; i++) {
      files.put("train/unsup/" + i + "_0.txt", text(random.nextBoolean() ? GOOD : BAD, random));
    }
    return files;
  }

  private static String text(List<String> opinion, Random random) {
    StringBuilder text = new StringBuilder();
    int words = 4 + random.nextInt(16);
    for (int i = 0; i < words; i++) {
      List<String> from = random.nextInt(4) == 0 ? opinion : OTHER;
      text.append(from.get(random.nextInt(from.size()))).append(' ');
    }
    return text.append(opinion.get(random.nextInt(opinion.size()))).append('.').toString();
  }

  /** Writes {@code aclImdb} into a directory and returns it. */
  public static Path directory(Path parent, Map<String, String> files) throws IOException {
    Path root = parent.resolve("aclImdb");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
    return root;
  }

  /** Writes the archive and returns it. */
  public static Path archive(Path parent, Map<String, String> files) throws IOException {
    Path path = parent.resolve("aclImdb_v1.tar.gz");
    try (OutputStream out = Files.newOutputStream(path);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("aclImdb/" + file.getKey());
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return path;
  }
}
