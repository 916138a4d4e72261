package dev.assay.cli.witness;

import dev.assay.cli.Failure;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A witness's private key in a file of its own, as one line that golang.org/x/mod can read. */
final class WitnessKeyFile {
  private WitnessKeyFile() {}

  static NoteSigner read(Path file) throws IOException {
    try {
      NoteSigner signer = NoteSigner.parse(Files.readString(file).strip());
      if (signer.verifierKey().type() != SignatureType.COSIGNATURE) {
        throw Failure.wrongUse("Expected the key of a witness in " + file + ", but it is a log's");
      }
      return signer;
    } catch (NoSuchFileException none) {
      throw Failure.wrongUse(
          "Expected a key in " + file + ", but there is no file; make one with assay witness-key");
    } catch (Malformed wrong) {
      throw Failure.wrongUse(file + ": " + wrong.getMessage());
    }
  }

  /** Writes a new file that only its owner can read; never replaces one. */
  static void write(Path file, NoteSigner signer) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] line = (signer.secret() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      channel.write(ByteBuffer.wrap(line));
      channel.force(true);
    } catch (FileAlreadyExistsException there) {
      throw Failure.wrongUse("Expected a new file " + file + ", but there is one already");
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
