package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.file.DatasetException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Opens labelled reviews, wherever they are: {@link ImdbDataset}; the zips of sentence_polarity,
 * pros_cons and product_reviews_1 as published, under any name; folders and files as {@link
 * LabelledReviews} reads them. What is to be learnt from has the words of no review in any test
 * part. Everything is held in memory.
 */
public final class LabelledSources {
  private static final String IMDB_ATTRIBUTION =
      "Large Movie Review Dataset v1.0 by Andrew L. Maas et al. (ACL 2011)";

  private final Charset encoding;
  private final boolean unlabelledToo;

  private LabelledSources(Charset encoding, boolean unlabelledToo) {
    this.encoding = encoding;
    this.unlabelledToo = unlabelledToo;
  }

  /**
   * Reads sources, and leaves texts without labels out.
   *
   * @return one for each path, in their order
   * @throws DatasetException in one line, if one can't be used, or two are the same
   */
  public static List<LabelledSource> open(List<Path> paths, Charset encoding) throws IOException {
    return new LabelledSources(encoding, false).readAll(paths);
  }

  /** As {@link #open}, and the texts without labels with them. */
  public static List<LabelledSource> openWithUnlabelled(List<Path> paths, Charset encoding)
      throws IOException {
    return new LabelledSources(encoding, true).readAll(paths);
  }

  private List<LabelledSource> readAll(List<Path> paths) throws IOException {
    List<LabelledSource> sources = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    Set<String> names = new HashSet<>();
    SameWords tested = new SameWords();
    for (Path path : paths) {
      LabelledSource source = read(path);
      if (!hashes.add(source.origin().sha256())) {
        throw new DatasetException(path + ": the same reviews as in a source before");
      }
      if (!names.add(source.origin().name())) {
        throw new DatasetException(path + ": a second source of that name; rename one");
      }
      tested.addAll(source.test());
      sources.add(source);
    }
    sources.replaceAll(
        source ->
            source.learningFrom(
                source.all().stream().filter(r -> !tested.contains(r.text())).toList(),
                source.unlabelled().stream().filter(text -> !tested.contains(text)).toList()));
    return sources;
  }

  private LabelledSource read(Path path) throws IOException {
    if (ImdbDataset.isAt(path)) {
      return imdb(path);
    }
    if (PublishedZip.isAt(path)) {
      return PublishedZip.read(path, encoding);
    }
    LabelledReviews own = LabelledReviews.read(path, encoding);
    SourceOrigin origin = new SourceOrigin(name(path), sha256(path, own.reviews()), null);
    return new LabelledSource(
        origin,
        own.reviews(),
        own.reviews(),
        HeldOut.fifth(own.reviews()),
        List.of(),
        own.strayFiles());
  }

  private LabelledSource imdb(Path path) throws IOException {
    ImdbDataset data =
        unlabelledToo
            ? ImdbDataset.readWithUnlabelled(path, encoding)
            : ImdbDataset.read(path, encoding);
    List<LabelledReview> test = data.reviews(ImdbDataset.Split.TEST);
    List<LabelledReview> all = new ArrayList<>(data.reviews(ImdbDataset.Split.TRAIN));
    all.addAll(test);
    return new LabelledSource(
        new SourceOrigin("aclImdb", sha256(path, all), IMDB_ATTRIBUTION),
        all,
        all,
        test,
        data.unlabelled(),
        data.strayFiles());
  }

  private static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  private static String sha256(Path path, List<LabelledReview> reviews) throws IOException {
    return Files.isRegularFile(path) ? Sha256.hex(path) : DataHash.of(reviews);
  }
}
