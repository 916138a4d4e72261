package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The ZIP file of a bundle. Nothing is unpacked to disk; every part has a limit. */
final class Archive implements Closeable {
  private static final int LARGEST_PART = 2_000_000;

  private final ZipFile zip;
  private final Map<EntryName, ZipEntry> entries = new EnumMap<>(EntryName.class);

  private Archive(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens a file.
   *
   * @throws Malformed if it is no ZIP file, or has an entry twice or one that no bundle has
   * @throws IOException if it cannot be read at all
   */
  static Archive open(Path file) throws IOException {
    ZipEnd.require(file);
    try {
      Archive archive = new Archive(new ZipFile(file.toFile()));
      try {
        archive.list();
        return archive;
      } catch (Malformed wrong) {
        archive.close();
        throw wrong;
      }
    } catch (ZipException wrong) {
      throw new Malformed("Expected a ZIP file, but " + wrong.getMessage());
    }
  }

  boolean has(EntryName name) {
    return entries.containsKey(name);
  }

  /** All bytes of a part that is small in every honest bundle. */
  byte[] small(EntryName name) throws IOException {
    try (InputStream in = stream(name)) {
      byte[] bytes = in.readNBytes(LARGEST_PART + 1);
      if (bytes.length > LARGEST_PART) {
        throw new Malformed("Expected at most 2 MB in " + name + ", but there is more");
      }
      return bytes;
    }
  }

  /** The bytes of a part; reading to the end checks its length and checksum. */
  InputStream stream(EntryName name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new Malformed("Expected an entry " + name + ", but there is none");
    }
    InputStream in = zip.getInputStream(entry);
    if (in == null) {
      throw new Malformed("Expected an entry " + name + ", but the ZIP file has lost it");
    }
    return new CheckedEntry(in, entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void list() {
    zip.stream()
        .forEach(
            entry -> {
              EntryName name =
                  EntryName.of(entry.getName())
                      .orElseThrow(
                          () ->
                              new Malformed(
                                  "Expected only the entries of a bundle, but there is '%s'"
                                      .formatted(Shown.of(entry.getName()))));
              if (entries.put(name, entry) != null) {
                throw new Malformed("Expected " + name + " once, but there are two");
              }
            });
  }
}
