package dev.assay.eventstore.keys.root;

import dev.assay.eventstore.keys.RootKey;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A root key in a file that only its owner may read, for one machine, or for several that are each
 * given the same file. The file is read again when it has changed, so it can be rotated while
 * processes run.
 */
public final class FileRootKey implements RootKey {
  private static final String NAME = "file";

  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private @Nullable KeyVersions read;
  private @Nullable FileTime readAt;

  public FileRootKey(Path file) {
    this.file = file;
  }

  @Override
  public Wrapped wrap(byte[] key, String context) {
    return versions().wrap(NAME, key, context);
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, String context) {
    return versions().unwrap(NAME, wrapped, context);
  }

  @Override
  public String current() {
    return NAME + ":" + versions().current();
  }

  @Override
  public synchronized void createIfMissing() {
    if (!Files.exists(file)) {
      write(new KeyVersions(new TreeMap<>()).with(newKey()), true);
    }
  }

  @Override
  public synchronized String addVersion() {
    write(versions().with(newKey()), false);
    return current();
  }

  /** Drops every version but the current one: what they have wrapped is lost, wherever it lies. */
  public synchronized void dropOldVersions() {
    KeyVersions all = versions();
    TreeMap<Integer, byte[]> current = new TreeMap<>();
    current.put(all.current(), all.keys().get(all.current()));
    write(new KeyVersions(current), false);
  }

  private synchronized KeyVersions versions() {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      KeyVersions known = read;
      if (known == null || !changed.equals(readAt)) {
        known = KeyVersions.parse(Files.readString(file), file.toString());
        read = known;
        readAt = changed;
      }
      return known;
    } catch (IOException e) {
      throw new KeysUnavailableException(
          "Expected the root key in " + file + ", but it cannot be read", e);
    }
  }

  private void write(KeyVersions versions, boolean isNew) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(fresh, ownerOnly());
      Files.writeString(fresh, versions.format());
      if (isNew) {
        // A link fails where another process was first; a move would replace its key.
        Files.createLink(file, fresh);
        Files.delete(fresh);
      } else {
        Files.move(
            fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      }
      read = null;
    } catch (FileAlreadyExistsException e) {
      read = null;
    } catch (IOException e) {
      throw new KeysUnavailableException("Expected to write the root key to " + file, e);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private byte[] newKey() {
    byte[] key = new byte[DataKey.BYTES];
    random.nextBytes(key);
    return key;
  }
}
