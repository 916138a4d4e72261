package dev.assay.server.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds all state of a one-machine installation: PostgreSQL's files, the secrets
 * and the description of the running server. Only its owner may read it. At most one server uses it
 * at a time; the operating system lets go of the lock when a process dies, however it dies.
 */
public final class DataDirectory implements AutoCloseable {
  private static final Duration LAST_BREATH = Duration.ofSeconds(2);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /** Creates the folder where it is missing and takes its lock. Throws {@link DirectoryInUse}. */
  public static DataDirectory open(Path root) {
    try {
      Path absolute = root.toAbsolutePath().normalize();
      Files.createDirectories(absolute);
      ownerOnly(absolute, true);
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new DirectoryInUse(absolute);
      }
      return new DataDirectory(absolute, channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to use " + root + " as data directory", e);
    }
  }

  public Path root() {
    return root;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  /** Writes a file that only the owner may read, replacing an older one in one step. */
  public void write(String name, String content) {
    try {
      Path file = root.resolve(name);
      Path folder = Objects.requireNonNull(file.getParent());
      Files.createDirectories(folder);
      ownerOnly(folder, true);
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh);
      ownerOnly(fresh, false);
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write " + name + " in the data directory", e);
    }
  }

  public void delete(String name) {
    try {
      Files.deleteIfExists(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to delete " + name + " in the data directory", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to let go of the data directory", e);
    }
  }

  /** Waits a little: a server that was killed a moment ago may still be ending. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + LAST_BREATH.toNanos();
    try {
      FileLock lock = channel.tryLock();
      while (lock == null && System.nanoTime() < deadline) {
        LockSupport.parkNanos(POLL_NANOS);
        lock = channel.tryLock();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void ownerOnly(Path path, boolean directory) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(directory ? "rwx------" : "rw-------"));
    }
  }

  /** Another server uses the directory. */
  public static final class DirectoryInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DirectoryInUse(Path root) {
      super("Expected to start a server in " + root + ", but one runs there already");
    }
  }
}
