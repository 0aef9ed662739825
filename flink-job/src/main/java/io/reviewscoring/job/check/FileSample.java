package io.reviewscoring.job.check;

import io.reviewscoring.job.message.SourceCoordinates;
import io.reviewscoring.job.message.SourceRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The first lines of a file, gzipped or not, as records that were sent just now. */
public final class FileSample {
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1F8B;

  private final Path file;
  private final long now;

  /**
   * @param now the records' own time, epoch milliseconds
   */
  public FileSample(Path file, long now) {
    this.file = file;
    this.now = now;
  }

  /** Hands over at most so many lines. */
  public void read(long lines, Consumer<SampledRecord> reader) throws IOException {
    try (InputStream in = open()) {
      for (long number = 1; number <= lines; number++) {
        byte[] line = line(in);
        if (line == null) {
          return;
        }
        SourceCoordinates origin = new SourceCoordinates(file.toString(), 0, number, now);
        reader.accept(new SampledRecord(new SourceRecord(null, line, origin), "line " + number));
      }
    }
  }

  private InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    int begin = (in.read() << Byte.SIZE) | in.read();
    in.reset();
    return begin == GZIP ? new BufferedInputStream(new GZIPInputStream(in), BUFFER) : in;
  }

  private static byte @Nullable [] line(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (; next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }
}
