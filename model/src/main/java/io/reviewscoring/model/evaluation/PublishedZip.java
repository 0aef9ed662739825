package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.file.DatasetException;
import io.reviewscoring.model.file.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the published data sets that come as zips, and tells by the files in it which one it is.
 */
final class PublishedZip {
  private static final List<PublishedSet> SETS =
      List.of(new SentencePolarity(), new ProsAndCons(), new ProductSentences());
  private static final Pattern TEXT = Pattern.compile("(?i)(?:.*/)?([^./][^/]*\\.(?:txt|pos|neg))");
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_ENTRIES = 1000;

  private PublishedZip() {}

  /** Whether a file begins as zips do. */
  static boolean isAt(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] < 8;
    }
  }

  /**
   * Reads one.
   *
   * @throws DatasetException if it is broken, none of them, unpacks to more than 16 MiB, or is no
   *     text in the encoding
   */
  static LabelledSource read(Path path, Charset encoding) throws IOException {
    SortedMap<String, List<String>> files = files(path, encoding);
    for (PublishedSet set : SETS) {
      List<LabelledReview> reviews =
          FileLine.of(files).flatMap(line -> set.review(line).stream()).toList();
      if (!reviews.isEmpty()) {
        return LabelledSource.of(set.origin(Sha256.hex(path)), reviews, set.test(reviews));
      }
    }
    throw new DatasetException(
        path
            + ": a zip with none of the data sets in it that are known here: "
            + SETS.stream().map(set -> set.origin("").name()).collect(Collectors.joining(", ")));
  }

  private static SortedMap<String, List<String>> files(Path path, Charset encoding)
      throws IOException {
    SortedMap<String, List<String>> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.size() > MAX_ENTRIES) {
        throw new DatasetException(path + ": a zip of more than " + MAX_ENTRIES + " files");
      }
      int left = MAX_BYTES;
      for (ZipEntry entry : zip.stream().toList()) {
        Matcher text = TEXT.matcher(entry.getName());
        if (text.matches()) {
          String name = text.group(1);
          byte[] bytes = bytes(zip, entry, left);
          left -= bytes.length;
          if (left < 0) {
            throw new DatasetException(path + ": unpacks to more than 16 MiB");
          }
          files.put(name, TextFile.decode(path + ": " + name, bytes, encoding).lines().toList());
        }
      }
    } catch (DatasetException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) { // the latter for names that are no UTF-8
      throw new DatasetException(path + ": not a whole zip (" + e.getMessage() + ")");
    }
    return files;
  }

  /** At most one byte more than is left. */
  private static byte[] bytes(ZipFile zip, ZipEntry entry, int left) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(left + 1);
    }
  }
}
