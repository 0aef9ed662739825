package io.reviewscoring.model.importing;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arrays and texts of an HDF5 file. Links are not followed, as they may lead to other files,
 * and sizes are held against bounds before anything is read. What the library throws at a damaged
 * file is a refusal.
 */
final class HdfArrays implements AutoCloseable {
  private static final long MAX_NUMBERS = 1L << 24;
  private static final int MAX_TEXT_BYTES = 16 << 20;
  private static final int MAX_AXES = 4;

  /** What is asked of the library. */
  private interface Question<T> {
    T answer() throws ImportException;
  }

  private final HdfFile file;

  HdfArrays(byte[] bytes) throws ImportException {
    this.file = ask(() -> HdfFile.fromBytes(bytes));
  }

  private static <T> T ask(Question<T> question) throws ImportException {
    try {
      return question.answer();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError e) {
      throw new ImportException(
          "the HDF5 file can't be read: it is damaged, or uses what isn't covered");
    }
  }

  /** The array of a path; null if there is none. */
  @Nullable Array array(String... path) throws ImportException {
    Optional<Array> found =
        ask(
            () ->
                node(path) instanceof Dataset dataset
                    ? Optional.of(array(dataset, String.join("/", path)))
                    : Optional.empty());
    return found.orElse(null);
  }

  private static Array array(Dataset dataset, String path) throws ImportException {
    int[] sizes = dataset.getDimensions();
    long numbers = 1;
    for (int size : sizes) {
      numbers = size < 1 ? 0 : Math.min(numbers * size, MAX_NUMBERS + 1);
    }
    if (sizes.length < 1 || sizes.length > MAX_AXES || numbers < 1 || numbers > MAX_NUMBERS) {
      throw new ImportException(
          "the array %s has the shape %s".formatted(path, Arrays.toString(sizes)));
    }
    if (dataset.getJavaType() != float.class || dataset.isVariableLength()) {
      throw new ImportException("the array %s is not of 32-bit floats".formatted(path));
    }
    if (!(dataset.getDataFlat() instanceof float[] values) || values.length != numbers) {
      throw new ImportException("the array %s is not as long as its shape".formatted(path));
    }
    return new Array(Arrays.stream(sizes).boxed().toList(), values);
  }

  /** The names of what is in a group; none if there is no group. */
  List<String> names(String... path) throws ImportException {
    return ask(
        () ->
            node(path) instanceof Group group
                ? List.copyOf(group.getChildren().keySet())
                : List.of());
  }

  /** The texts of an attribute; none if there is no such attribute. */
  List<String> texts(String attribute, String... path) throws ImportException {
    return ask(
        () -> {
          Node node = node(path);
          Attribute found = node == null ? null : node.getAttributes().get(attribute);
          if (found == null) {
            return List.of();
          }
          if (found.getSizeInBytes() > MAX_TEXT_BYTES) {
            throw new ImportException("the attribute %s is too large".formatted(attribute));
          }
          Object data = found.getData();
          if (data == null) {
            return List.of(); // of no length
          }
          List<String> texts = new ArrayList<>();
          for (Object each : data instanceof Object[] many ? many : new Object[] {data}) {
            texts.add(String.valueOf(each));
          }
          return texts;
        });
  }

  private @Nullable Node node(String... path) throws ImportException {
    Node node = file;
    for (String name : path) {
      Node child = node instanceof Group group ? group.getChildren().get(name) : null;
      if (child == null) {
        return null;
      }
      if (child.isLink()) {
        throw new ImportException(
            "the HDF5 file has a link at %s".formatted(String.join("/", path)));
      }
      node = child;
    }
    return node;
  }

  @Override
  public void close() {
    file.close();
  }
}
