package io.reviewscoring.sql;

import io.reviewscoring.model.bundle.BundleException;
import io.reviewscoring.model.bundle.BundleException.Problem;
import io.reviewscoring.model.bundle.BundleReader;
import io.reviewscoring.model.bundle.ModelBundle;
import io.reviewscoring.model.bundle.Sha256;
import io.reviewscoring.model.scoring.ScoringModel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.flink.core.fs.Path;

/**
 * A bundle that a statement was planned with, in any file system that Flink knows. Where it runs
 * the file is read again, and must be the same: a restart must not change the model without a word.
 *
 * @param file as the option says
 * @param sha256 of its bytes when the statement was planned
 */
record PlannedBundle(String file, String sha256) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Reads a bundle and scores its golden cases.
   *
   * @throws BundleException if it can't be read or is refused
   */
  static PlannedBundle of(String file) throws BundleException {
    byte[] bytes = bytes(file);
    ModelBundle bundle = BundleReader.read(bytes);
    ScoringModel.of(bundle).checkGoldens(bundle.goldens());
    return new PlannedBundle(file, Sha256.hex(bytes));
  }

  /**
   * Makes the model ready.
   *
   * @throws BundleException if the file can't be read, or is not what it was
   */
  ScoringModel open() throws BundleException {
    byte[] bytes = bytes(file);
    String found = Sha256.hex(bytes);
    if (!found.equals(sha256)) {
      throw new BundleException(
          Problem.CHANGED_ENTRY,
          ("%s is another bundle (SHA-256 %s) than this statement was planned with (%s): put that"
                  + " one back, or start the statement again")
              .formatted(file, found, sha256));
    }
    return ScoringModel.of(BundleReader.read(bytes));
  }

  private static byte[] bytes(String file) throws BundleException {
    try {
      Path path = new Path(file);
      try (InputStream in = path.getFileSystem().open(path)) {
        return in.readNBytes(BundleReader.MAX_BYTES + 1);
      }
    } catch (FileNotFoundException e) {
      throw new BundleException(Problem.UNREADABLE, "there is no file " + file);
    } catch (IOException | RuntimeException | LinkageError e) {
      // File systems come as plug-ins and throw what they like.
      throw new BundleException(
          Problem.UNREADABLE, "the file %s can't be read: %s".formatted(file, e.getMessage()));
    }
  }
}
