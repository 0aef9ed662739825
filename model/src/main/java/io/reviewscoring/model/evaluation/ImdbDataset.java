package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.TextFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
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
      Pattern.compile("(?:.*/)?((train|test)/(pos|neg|unsup)/(.+))");
  private static final String UNLABELLED = "unsup";

  private final Map<Split, List<LabelledReview>> splits;
  private final List<String> unlabelled;
  private final StrayFiles strayFiles;

  private ImdbDataset(
      Map<Split, List<LabelledReview>> splits, List<String> unlabelled, StrayFiles strayFiles) {
    this.splits = splits;
    this.unlabelled = unlabelled;
    this.strayFiles = strayFiles;
  }

  /**
   * Reads both splits, in UTF-8, and leaves the unlabelled reviews out.
   *
   * @param path the directory (or the one above it), or the tar.gz
   * @throws DatasetException if there are no labelled reviews, one is larger than 1 MiB, or one is
   *     no text in the encoding
   */
  public static ImdbDataset read(Path path) throws IOException {
    return read(path, StandardCharsets.UTF_8);
  }

  /** As {@link #read(Path)} in another encoding. */
  public static ImdbDataset read(Path path, Charset encoding) throws IOException {
    return read(new Reader(path, encoding, false));
  }

  /** As {@link #read(Path, Charset)}, and the unlabelled reviews with them. */
  public static ImdbDataset readWithUnlabelled(Path path, Charset encoding) throws IOException {
    return read(new Reader(path, encoding, true));
  }

  private static ImdbDataset read(Reader reader) throws IOException {
    if (!Files.exists(reader.path)) {
      throw new DatasetException(reader.path + ": no such file or directory");
    }
    if (Files.isDirectory(reader.path)) {
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

  /** What lay in the folders of the reviews and was left out. */
  public StrayFiles strayFiles() {
    return strayFiles;
  }

  private static final class Reader {
    private final Path path;
    private final Charset encoding;
    private final StrayFiles strayFiles = new StrayFiles();
    private final boolean unlabelledToo;
    private final Map<Split, List<LabelledReview>> splits = new EnumMap<>(Split.class);
    private final SortedMap<String, String> unlabelled = new TreeMap<>();
    private long total;

    Reader(Path path, Charset encoding, boolean unlabelledToo) {
      this.path = path;
      this.encoding = encoding;
      this.unlabelledToo = unlabelledToo;
    }

    void readDirectory() throws IOException {
      Path nested = path.resolve("aclImdb");
      Path root = Files.isDirectory(nested) ? nested : path;
      for (String split : List.of("train", "test")) {
        for (String label : List.of("pos", "neg", UNLABELLED)) {
          Path folder = root.resolve(split).resolve(label);
          boolean wanted = unlabelledToo || !label.equals(UNLABELLED);
          if (wanted && Files.isDirectory(folder)) {
            readFolder(root, folder);
          }
        }
      }
    }

    private void readFolder(Path root, Path folder) throws IOException {
      for (Path file : FolderContent.of(folder)) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (Files.isDirectory(file)) {
          strayFiles.add(name + "/");
          continue;
        }
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
      Matcher review = REVIEW.matcher(name);
      boolean labelled = review.matches() && !review.group(3).equals(UNLABELLED);
      if (!review.matches() || !(labelled || unlabelledToo)) {
        return;
      }
      String id = review.group(1);
      String text = StrayFiles.isReview(review.group(4)) ? text(id, size, in) : "";
      if (text.isBlank()) {
        strayFiles.add(id);
      } else if (labelled) {
        Split split = Split.valueOf(review.group(2).toUpperCase(Locale.ROOT));
        splits
            .computeIfAbsent(split, s -> new ArrayList<>())
            .add(new LabelledReview(id, text, review.group(3).equals("pos")));
      } else {
        unlabelled.put(id, text);
      }
    }

    private String text(String id, long size, InputStream in) throws IOException {
      total += size;
      if (size > MAX_REVIEW_BYTES || total > MAX_TOTAL_BYTES) {
        throw new DatasetException(path + ": " + id + " is too large for a review");
      }
      return TextFile.decode(path + ": " + id, in.readNBytes((int) size), encoding);
    }

    ImdbDataset finish() throws DatasetException {
      if (splits.isEmpty()) {
        throw new DatasetException(path + ": no reviews under train/ or test/, pos/ or neg/");
      }
      splits.values().forEach(list -> list.sort(Comparator.comparing(LabelledReview::id)));
      splits.replaceAll((split, list) -> Collections.unmodifiableList(list));
      return new ImdbDataset(splits, List.copyOf(unlabelled.values()), strayFiles);
    }
  }
}
