package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks at the last 22 bytes of a ZIP file before anything else does: a hostile directory could
 * fill the memory, and a comment could hide a second directory that other programs find first.
 */
final class ZipEnd {
  private static final int LENGTH = 22;
  private static final int SIGNATURE = 0x06054b50;
  private static final int MOST_ENTRIES = 16;
  private static final int LONGEST_DIRECTORY = 16 * 1024;

  private ZipEnd() {}

  static void require(Path file) throws IOException {
    ByteBuffer end = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(Math.max(0, channel.size() - LENGTH));
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // until the end
      }
    }
    end.flip();
    if (end.remaining() < LENGTH || end.getInt() != SIGNATURE) {
      throw new Malformed("Expected a ZIP file without comment, but it has another end");
    }
    int disks = end.getInt();
    int entriesHere = end.getShort() & 0xFFFF;
    int entries = end.getShort() & 0xFFFF;
    long directory = end.getInt() & 0xFFFF_FFFFL;
    end.getInt(); // where the directory is
    int comment = end.getShort();
    boolean isSmall = entries <= MOST_ENTRIES && directory <= LONGEST_DIRECTORY;
    if (disks != 0 || entriesHere != entries || comment != 0 || !isSmall) {
      throw new Malformed("Expected one ZIP file of at most 16 entries, but it says otherwise");
    }
  }
}
