package dev.assay.sinks.file;

import dev.assay.sinks.Sink;
import dev.assay.sinks.SinkEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON lines to {@code audit.jsonl}, forced to disk before they count as taken. A file that
 * is large enough is put aside as {@code audit-<position of its last event>.jsonl}. After a crash
 * the last line may be half: it is cut off, and events that are there already are not written
 * again.
 */
public final class FileSink implements Sink {
  private static final String CURRENT = "audit.jsonl";
  private static final int TAIL = 1 << 16;

  private final String name;
  private final Path directory;
  private final long maxBytes;
  private @Nullable FileChannel file;
  private long last;

  /**
   * @param maxBytes from which on a file is put aside
   */
  public FileSink(String name, Path directory, long maxBytes) {
    this.name = name;
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void take(List<SinkEvent> events) throws IOException {
    FileChannel current = opened();
    StringBuilder lines = new StringBuilder();
    long reached = last;
    for (SinkEvent event : events) {
      if (event.position() > last) {
        lines.append(event.json()).append('\n');
        reached = event.position();
      }
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
    while (bytes.hasRemaining()) {
      current.write(bytes);
    }
    current.force(true);
    last = reached;
    if (current.size() >= maxBytes) {
      close();
      Files.move(directory.resolve(CURRENT), directory.resolve("audit-" + last + ".jsonl"));
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = file;
    if (open == null) {
      Files.createDirectories(directory);
      open =
          FileChannel.open(
              directory.resolve(CURRENT),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      cutHalfLine(open);
      last = lastPosition(open);
      open.position(open.size());
      file = open;
    }
    return open;
  }

  private static void cutHalfLine(FileChannel file) throws IOException {
    long end = lineEnd(file, file.size());
    if (end < file.size()) {
      file.truncate(end);
      file.force(true);
    }
  }

  /** Where the last whole line before {@code before} ends; 0 where there is none. */
  private static long lineEnd(FileChannel file, long before) throws IOException {
    for (long to = before; to > 0; to -= TAIL) {
      long from = Math.max(0, to - TAIL);
      ByteBuffer bytes = read(file, from, to);
      for (int i = bytes.limit() - 1; i >= 0; i--) {
        if (bytes.get(i) == '\n') {
          return from + i + 1;
        }
      }
    }
    return 0;
  }

  /** Of the last line; of the file put aside last where the current one is empty. */
  private long lastPosition(FileChannel file) throws IOException {
    if (file.size() == 0) {
      return lastPutAside();
    }
    long begin = lineEnd(file, file.size() - 1);
    ByteBuffer line = read(file, begin, Math.min(file.size(), begin + 200));
    return Positions.of(StandardCharsets.UTF_8.decode(line).toString());
  }

  private long lastPutAside() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(text -> text.matches("audit-\\d{1,18}\\.jsonl"))
          .mapToLong(text -> Long.parseLong(text.substring(6, text.length() - 6)))
          .max()
          .orElse(0);
    }
  }

  private static ByteBuffer read(FileChannel file, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }
}
