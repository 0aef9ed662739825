package io.reviewscoring.model.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports spoilt files of one model, and counts what becomes of them. */
final class ImportTrial {
  private final ForeignModel model;
  private final Path folder;
  private final List<String> escapes = new ArrayList<>();
  private int refused;
  private int imported;
  private long longestMillis;

  ImportTrial(ForeignModel model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  /** Tries the mutants of so many seeds. */
  ImportTrial run(int mutants) throws Exception {
    ImportMutations mutations = new ImportMutations(model);
    Path lines = model.lines(folder);
    String name = model.file().getFileName().toString();
    Path file = folder.resolve("spoilt-" + name);
    for (int seed = 0; seed < mutants; seed++) {
      Files.write(file, mutations.of(seed));
      long start = System.nanoTime();
      try {
        ModelImport.Made made = model.importOf(file).run(lines);
        // It gives the framework's scores, or it would have been refused.
        imported += made.largestDifference() <= 1e-5 ? 1 : 0;
      } catch (ImportException e) {
        refused++;
        String message = String.valueOf(e.getMessage());
        if (message.isBlank() || message.contains("\n")) {
          escapes.add("seed %s: '%s'".formatted(seed, message));
        }
      } catch (Throwable e) {
        escapes.add("seed %s: %s".formatted(seed, e));
      }
      longestMillis = Math.max(longestMillis, (System.nanoTime() - start) / 1_000_000);
    }
    return this;
  }

  /** What was neither refused in one line nor imported. */
  List<String> escapes() {
    return escapes;
  }

  int refused() {
    return refused;
  }

  @Override
  public String toString() {
    return "%-24s %,6d refused, %,6d imported, %d escapes, longest %,d ms"
        .formatted(model, refused, imported, escapes.size(), longestMillis);
  }
}
