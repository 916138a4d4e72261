package dev.assay.cli.witness;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Note;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The latest checkpoint of every log that was cosigned, one file each, named by the hash of the
 * log's origin. A checkpoint is on disk before anybody is told of it.
 */
final class SeenHeads implements Closeable {
  private static final String ENDING = ".checkpoint";
  private static final String CONTRADICTION = ".contradiction";
  private static final int MOST_ORIGINS = 100_000;
  private static final int MOST_CONTRADICTIONS = 1_000;

  private final Path folder;
  private final FileChannel lockFile;
  private long origins;

  private SeenHeads(Path folder, FileChannel lockFile) throws IOException {
    this.folder = folder;
    this.lockFile = lockFile;
    this.origins = countOf(ENDING);
  }

  /**
   * Opens the state for one process alone: two that did not know of each other could sign two
   * trees.
   */
  static SeenHeads open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lockFile)) {
      lockFile.close();
      throw new IOException("Expected to be the only witness that uses " + folder);
    }
    return new SeenHeads(folder, lockFile);
  }

  /** The hash that stands for an origin in addresses and file names. */
  static String nameOf(String origin) {
    byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Hash.sha256(bytes).bytes());
  }

  /** The checkpoint of the origin with this name; nothing if none was cosigned. */
  Optional<Note> read(String name) throws IOException {
    try {
      return Optional.of(Note.parse(Files.readAllBytes(file(name))));
    } catch (NoSuchFileException neverSeen) {
      return Optional.empty();
    }
  }

  /** Keeps a checkpoint; when this returns, it survives a loss of power. */
  void write(String name, Note note) throws IOException {
    boolean isNew = !Files.exists(file(name));
    if (isNew && origins >= MOST_ORIGINS) {
      throw new IOException("Expected at most 100,000 logs, but there would be more");
    }
    Path draft = folder.resolve(name + ".draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(note.bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    origins += isNew ? 1 : 0;
  }

  /** Keeps a signed checkpoint that contradicts what was seen: proof that the log has two faces. */
  void keepContradiction(String name, Note note) throws IOException {
    String root = HexFormat.of().formatHex(Hash.sha256(note.bytes()).bytes());
    Path file = folder.resolve(name + "." + root + CONTRADICTION);
    if (!Files.exists(file) && countOf(CONTRADICTION) < MOST_CONTRADICTIONS) {
      Files.write(file, note.bytes());
    }
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static boolean locked(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private long countOf(String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).count();
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }
}
