package io.reviewscoring.model.evaluation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The reviews of the Large Movie Review Dataset as published: the directory {@code aclImdb} or the
 * archive {@code aclImdb_v1.tar.gz}. Both give the same reviews in the same order (by path).
 * Immutable.
 */
public final class ImdbDataset {

  /** The two labelled parts. */
  public enum Split {
    TRAIN,
    TEST
  }

  private static final long MAX_REVIEW_BYTES = 1 << 20;
  private static final long MAX_TOTAL_BYTES = 1L << 30;
  private static final Pattern REVIEW =
      Pattern.compile("(?:.*/)?((train|test)/(pos|neg)/[^/]+\\.txt)");
  private static final Pattern UNLABELLED = Pattern.compile("(?:.*/)?(train/unsup/[^/]+\\.txt)");

  private final Map<Split, List<LabelledReview>> splits;
  private final List<String> unlabelled;

  private ImdbDataset(Map<Split, List<LabelledReview>> splits, List<String> unlabelled) {
    this.splits = splits;
    this.unlabelled = unlabelled;
  }

  /**
   * Reads both splits, and leaves the unlabelled reviews out.
   *
   * @param path the directory (or the one above it), or the tar.gz
   * @throws DatasetException if there are no labelled reviews, or one is larger than 1 MiB
   */
  public static ImdbDataset read(Path path) throws IOException {
    return read(path, false);
  }

  /**
   * Reads both splits and the unlabelled reviews.
   *
   * @param path the directory (or the one above it), or the tar.gz
   * @throws DatasetException if there are no labelled reviews, or one is larger than 1 MiB
   */
  public static ImdbDataset readWithUnlabelled(Path path) throws IOException {
    return read(path, true);
  }

  private static ImdbDataset read(Path path, boolean unlabelledToo) throws IOException {
    if (!Files.exists(path)) {
      throw new DatasetException(path + ": no such file or directory");
    }
    Reader reader = new Reader(path, unlabelledToo);
    if (Files.isDirectory(path)) {
      reader.readDirectory();
    } else {
      reader.readArchive();
    }
    return reader.finish();
  }

  /** Whether a path looks like this data set: an archive, or a directory with its two splits. */
  public static boolean isAt(Path path) {
    if (Files.isDirectory(path)) {
      return Files.isDirectory(path.resolve("train/pos"))
          || Files.isDirectory(path.resolve("aclImdb/train/pos"));
    }
    String name = path.toString();
    return name.endsWith(".tar.gz") || name.endsWith(".tgz");
  }

  /** The reviews of one split, sorted by path. */
  public List<LabelledReview> reviews(Split split) {
    return splits.getOrDefault(split, List.of());
  }

  /** The texts that nobody labelled, sorted by path; none if they were not read. */
  public List<String> unlabelled() {
    return unlabelled;
  }

  private static final class Reader {
    private final Path path;
    private final boolean unlabelledToo;
    private final Map<Split, List<LabelledReview>> splits = new EnumMap<>(Split.class);
    private final SortedMap<String, String> unlabelled = new TreeMap<>();
    private long total;

    Reader(Path path, boolean unlabelledToo) {
      this.path = path;
      this.unlabelledToo = unlabelledToo;
    }

    void readDirectory() throws IOException {
      Path nested = path.resolve("aclImdb");
      Path root = Files.isDirectory(nested) ? nested : path;
      for (String split : List.of("train", "test")) {
        for (String label : List.of("pos", "neg", "unsup")) {
          Path folder = root.resolve(split).resolve(label);
          if (Files.isDirectory(folder)) {
            readFolder(root, folder);
          }
        }
      }
    }

    private void readFolder(Path root, Path folder) throws IOException {
      List<Path> files;
      try (Stream<Path> found = Files.list(folder)) {
        files = found.toList();
      }
      for (Path file : files) {
        String name = root.relativize(file).toString().replace('\\', '/');
        try (InputStream in = Files.newInputStream(file)) {
          add(name, Files.size(file), in);
        }
      }
    }

    void readArchive() throws IOException {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
          TarArchiveInputStream tar =
              new TarArchiveInputStream(
                  new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16))) {
        TarArchiveEntry entry = tar.getNextEntry();
        while (entry != null) {
          if (entry.isFile()) {
            add(entry.getName(), entry.getSize(), tar);
          }
          entry = tar.getNextEntry();
        }
      } catch (DatasetException e) {
        throw e;
      } catch (IOException e) {
        throw new DatasetException(path + ": not a whole tar.gz (" + e.getMessage() + ")");
      }
    }

    /** Keeps a file if it is a review that is wanted. */
    private void add(String name, long size, InputStream in) throws IOException {
      Matcher labelled = REVIEW.matcher(name);
      if (labelled.matches()) {
        String id = labelled.group(1);
        Split split = Split.valueOf(labelled.group(2).toUpperCase(Locale.ROOT));
        splits
            .computeIfAbsent(split, s -> new ArrayList<>())
            .add(new LabelledReview(id, text(id, size, in), labelled.group(3).equals("pos")));
        return;
      }
      Matcher other = UNLABELLED.matcher(name);
      if (unlabelledToo && other.matches()) {
        unlabelled.put(other.group(1), text(other.group(1), size, in));
      }
    }

    private String text(String id, long size, InputStream in) throws IOException {
      total += size;
      if (size > MAX_REVIEW_BYTES || total > MAX_TOTAL_BYTES) {
        throw new DatasetException(path + ": " + id + " is too large for a review");
      }
      return new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
    }

    ImdbDataset finish() throws DatasetException {
      if (splits.isEmpty()) {
        throw new DatasetException(path + ": no reviews under train/ or test/, pos/ or neg/");
      }
      splits.values().forEach(list -> list.sort(Comparator.comparing(LabelledReview::id)));
      splits.replaceAll((split, list) -> Collections.unmodifiableList(list));
      return new ImdbDataset(splits, List.copyOf(unlabelled.values()));
    }
  }
}
