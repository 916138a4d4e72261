package dev.assay.cli.audit;

import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file from the server.
 *
 * @param sha256 in hexadecimal
 */
record Download(long bytes, String sha256) {
  /** Fetches into a file that is there only when it is whole; its owner alone may read it. */
  static Download of(ApiClient client, String path, String accept, Path out) {
    Path part = part(out);
    try (InputStream in = client.stream(path, accept)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long bytes;
      try (OutputStream file = new DigestOutputStream(Files.newOutputStream(part), digest)) {
        bytes = in.transferTo(file);
      }
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      return new Download(bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw Failure.unreachable(
          "Expected all of " + path + " from " + client.url() + ", but it broke off: " + e, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Writes such a file of what has arrived. */
  static void write(Path out, byte[] content) {
    Path part = part(out);
    try {
      Files.write(part, content);
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(out, e);
    }
  }

  private static Path part(Path out) {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      return Files.createFile(part, ownerOnly(part));
    } catch (IOException e) {
      throw cannotWrite(out, e);
    }
  }

  private static Failure cannotWrite(Path out, IOException e) {
    return Failure.wrongUse("Expected to write " + out + ", but it cannot be written: " + e);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
