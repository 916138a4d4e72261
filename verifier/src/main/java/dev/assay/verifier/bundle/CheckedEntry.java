package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * An entry that must have the length and checksum of the directory. That proves nothing, but tells
 * a damaged file from a changed one.
 */
final class CheckedEntry extends FilterInputStream {
  private final ZipEntry entry;
  private final CRC32 crc = new CRC32();
  private long length;

  CheckedEntry(InputStream in, ZipEntry entry) {
    super(in);
    this.entry = entry;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int read = readPart(bytes, offset, count);
    if (read > 0) {
      crc.update(bytes, offset, read);
      length += read;
    } else if (read < 0 && (length != entry.getSize() || crc.getValue() != entry.getCrc())) {
      throw damaged("its checksum differs");
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int readPart(byte[] bytes, int offset, int count) throws IOException {
    try {
      return super.read(bytes, offset, count);
    } catch (ZipException | EOFException wrong) {
      throw damaged(String.valueOf(wrong.getMessage()));
    }
  }

  private Malformed damaged(String why) {
    return new Malformed(
        "Expected %s undamaged, but %s: the file changed after it was written"
            .formatted(entry.getName(), why));
  }
}
