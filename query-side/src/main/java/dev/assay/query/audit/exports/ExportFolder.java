package dev.assay.query.audit.exports;

import dev.assay.api.id.TenantId;
import dev.assay.eventstore.ledger.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs and their files: {@code <tenant>/<export>/job.json} and {@code bundle.zip}. Only their
 * owner may read them. Whoever writes an export holds the lock of its folder, which the operating
 * system takes away from a process that dies.
 */
final class ExportFolder {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String JOB = "job.json";
  private static final String BUNDLE = "bundle.zip";
  private static final String PART = "bundle.zip.part";
  private static final String LOCK = "lock";

  private final Path root;

  ExportFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  void save(ExportJob job) {
    try {
      DurableFile.replace(folder(job).resolve(JOB), JSON.writeValueAsString(job) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to keep an export's state", e);
    }
  }

  Optional<ExportJob> find(TenantId tenant, UUID exportId) {
    return read(root.resolve(tenant.toString()).resolve(exportId.toString()));
  }

  /** Of one tenant, the oldest first. */
  List<ExportJob> of(TenantId tenant) {
    return jobsIn(root.resolve(tenant.toString()));
  }

  /** Of all tenants, the oldest first. */
  List<ExportJob> all() {
    return folders(root).stream()
        .flatMap(tenant -> jobsIn(tenant).stream())
        .sorted(Comparator.comparing(ExportJob::createdAt))
        .toList();
  }

  Path bundle(ExportJob job) {
    return folder(job).resolve(BUNDLE);
  }

  /** Bytes of all files. */
  long bytes() {
    long[] sum = {0};
    walk(root, (file, attributes) -> sum[0] += attributes.size());
    return sum[0];
  }

  long free() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  void delete(ExportJob job) {
    Path folder = folder(job);
    walk(folder, (file, attributes) -> Files.deleteIfExists(file));
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to delete an export", e);
    }
  }

  /** The right to write an export, which nobody else has meanwhile; null where somebody has it. */
  @Nullable Claim claim(ExportJob job) throws IOException {
    Path folder = folder(job);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new Claim(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Somebody of this very process has it.
    }
    channel.close();
    return null;
  }

  /** Ends with the process, or when it is closed. */
  static final class Claim implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private Claim(Path folder, FileChannel lock) {
      this.folder = folder;
      this.lock = lock;
    }

    /** What an earlier attempt left is thrown away. */
    OutputStream begin() throws IOException {
      Path part = folder.resolve(PART);
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Channels.newOutputStream(FileChannel.open(part, StandardOpenOption.WRITE));
    }

    /** Makes the file the export's, once it is on disk. */
    void finish() throws IOException {
      Path part = folder.resolve(PART);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          part,
          folder.resolve(BUNDLE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }

    void discard() throws IOException {
      Files.deleteIfExists(folder.resolve(PART));
    }

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }

  private Path folder(ExportJob job) {
    return root.resolve(job.tenant().toString()).resolve(job.exportId().toString());
  }

  private static List<ExportJob> jobsIn(Path tenant) {
    return folders(tenant).stream()
        .flatMap(folder -> read(folder).stream())
        .sorted(Comparator.comparing(ExportJob::createdAt))
        .toList();
  }

  private static Optional<ExportJob> read(Path folder) {
    try {
      return Optional.of(JSON.readValue(Files.readString(folder.resolve(JOB)), ExportJob.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException("Expected to read the state of an export in " + folder, e);
    }
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return new ArrayList<>(children.filter(Files::isDirectory).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to list exports", e);
    }
  }

  @FunctionalInterface
  private interface OnFile {
    void at(Path file, BasicFileAttributes attributes) throws IOException;
  }

  private static void walk(Path from, OnFile visitor) {
    if (!Files.isDirectory(from)) {
      return;
    }
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              visitor.at(file, attributes);
              return FileVisitResult.CONTINUE;
            }

            // Another process may have deleted it.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to go through exports", e);
    }
  }
}
