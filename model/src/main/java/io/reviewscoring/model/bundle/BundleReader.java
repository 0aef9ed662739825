package io.reviewscoring.model.bundle;

import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.network.Architecture;
import io.reviewscoring.model.network.Network;
import io.reviewscoring.model.network.NetworkWeights;
import io.reviewscoring.model.text.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads bundles from wherever they come: nothing in one is trusted. No class is ever named in one,
 * sizes that the zip states are not believed, and every bound is checked before the work that it
 * bounds:
 *
 * <ul>
 *   <li>the file and all that it unpacks to: 80 MiB each; the manifest 1 MiB, the vocabulary 8 MiB,
 *       the golden cases 4 MiB, the weights what the manifest's sizes make them; no other entries,
 *       none twice;
 *   <li>JSON: 16 levels deep;
 *   <li>the network: as {@link Architecture} or {@link
 *       io.reviewscoring.model.network.LayeredNetwork} bounds it, and to open it and to score its
 *       golden cases at most {@link io.reviewscoring.model.network.Architecture#MAX_OPERATIONS}
 *       multiply-adds;
 *   <li>words: as many as the network has ids for, counted before the text is split;
 *   <li>golden cases: 1,000, counted before the text is split, of 131,072 characters each.
 * </ul>
 *
 * So a bundle is opened or refused within seconds, and within a heap of 512 MB.
 *
 * <p>A bundle that was read is complete and consistent, but has not scored its golden cases.
 */
public final class BundleReader {
  /** How many bytes a bundle has at most: who reads one more need read no further. */
  public static final int MAX_BYTES = BundleFormat.MAX_BYTES;

  private BundleReader() {}

  /**
   * Reads a bundle from a file.
   *
   * @throws BundleException if the file can't be read or is refused, for a reason in one line
   */
  public static ModelBundle read(Path file) throws BundleException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > BundleFormat.MAX_BYTES) {
        throw tooLarge();
      }
      bytes = in.readNBytes(BundleFormat.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new BundleException(Problem.UNREADABLE, "there is no file " + file);
    } catch (IOException e) {
      throw new BundleException(
          Problem.UNREADABLE, "the file %s can't be read: %s".formatted(file, e.getMessage()));
    }
    return read(bytes);
  }

  /**
   * Reads a bundle from a file's bytes.
   *
   * @throws BundleException if the bundle is refused, for a reason in one line
   */
  public static ModelBundle read(byte[] bytes) throws BundleException {
    if (bytes.length > BundleFormat.MAX_BYTES) {
      throw tooLarge();
    }
    BundleEntries entries = new BundleEntries(bytes);
    Manifest manifest = entries.manifest();
    Map<String, byte[]> contents = entries.contents();
    byte[] words = content(contents, BundleFormat.VOCABULARY);
    byte[] cases = content(contents, BundleFormat.GOLDENS);
    byte[] numbers = content(contents, BundleFormat.WEIGHTS);
    Checksums.check(contents);
    Network network = manifest.network();
    Vocabulary vocabulary = BundleTexts.vocabulary(words, network.vocabularySize());
    List<GoldenCase> goldens = BundleTexts.goldens(cases, network);
    NetworkWeights weights = new WeightsFile(network).read(numbers);
    return new ModelBundle(manifest, vocabulary, weights, goldens);
  }

  private static byte[] content(Map<String, byte[]> contents, String name) throws BundleException {
    byte[] content = contents.get(name);
    if (content == null) {
      throw new BundleException(Problem.MISSING_ENTRY, "the bundle lacks " + name);
    }
    return content;
  }

  private static BundleException tooLarge() {
    return new BundleException(
        Problem.TOO_LARGE, "a bundle has at most " + BundleFormat.MAX_BYTES + " bytes");
  }
}
