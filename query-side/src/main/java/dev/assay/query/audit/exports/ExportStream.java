package dev.assay.query.audit.exports;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is written, and ends it where there would be too much. */
final class ExportStream extends FilterOutputStream {
  /** There is no room for more. */
  static final class Full extends IOException {
    private static final long serialVersionUID = 1L;

    Full(String message) {
      super(message);
    }
  }

  private final MessageDigest digest;
  private final long most;
  private long bytes;

  private ExportStream(DigestOutputStream out, long most) {
    super(out);
    this.digest = out.getMessageDigest();
    this.most = most;
  }

  static ExportStream of(OutputStream out, long most) {
    try {
      return new ExportStream(
          new DigestOutputStream(out, MessageDigest.getInstance("SHA-256")), most);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void write(int one) throws IOException {
    grow(1);
    out.write(one);
  }

  @Override
  public void write(byte[] some, int offset, int length) throws IOException {
    grow(length);
    out.write(some, offset, length);
  }

  long bytes() {
    return bytes;
  }

  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void grow(int more) throws IOException {
    bytes += more;
    if (bytes > most) {
      throw new Full(
          "Expected room for the export, but its file would be larger than the "
              + most
              + " bytes that are left for exports; fetch or let expire others, or export less");
    }
  }
}
