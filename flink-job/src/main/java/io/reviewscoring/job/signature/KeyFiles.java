package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where a new key goes: {@code NAME.key}, for its owner's eyes alone, and {@code NAME.pem}, for the
 * folder of trusted keys, which takes no file of the former name.
 */
public record KeyFiles(Path privateKey, Path publicKey) {

  /** The two files of a name. */
  public static KeyFiles of(Path name) {
    Path file = name.toAbsolutePath();
    return new KeyFiles(
        file.resolveSibling(file.getFileName() + ".key"),
        file.resolveSibling(file.getFileName() + ".pem"));
  }

  /**
   * Writes both.
   *
   * @throws FileAlreadyExistsException if one is there, which stays as it is
   */
  public void write(SigningKey key) throws IOException {
    create(publicKey, key.publicPem());
    try {
      create(privateKey, key.privatePem(), ownerOnly());
    } catch (IOException e) {
      Files.delete(publicKey);
      throw e;
    }
  }

  private static void create(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    var how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, how, attributes);
        var out = Channels.newOutputStream(channel)) {
      out.write(text.getBytes(US_ASCII));
    }
  }

  /** None where files have no modes: there the folder's own rights hold. */
  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
