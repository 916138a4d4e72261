package dev.assay.qa.erasure;

import dev.assay.qa.erasure.Forms.Form;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Finds forms of texts in bytes, and in what is packed in them with gzip or ZIP. */
final class Sieve {
  private static final int CHUNK = 4 << 20;
  private static final int MOST_HITS = 200;

  /** A form of a text and where it was found. */
  record Hit(String text, String form, String where) {}

  private final List<List<Form>> byStart = new ArrayList<>();
  private final int longest;
  private final List<Hit> hits = new ArrayList<>();
  private long bytes;

  Sieve(List<String> texts) {
    for (int i = 0; i < 1 << 16; i++) {
      byStart.add(List.of());
    }
    int most = 0;
    for (String text : texts) {
      for (Form form : Forms.of(text)) {
        most = Math.max(most, form.bytes().length);
        for (int second = 0; second < 256; second++) {
          if (form.bytes()[1] == Forms.ANY || form.bytes()[1] == second) {
            int start = form.bytes()[0] << 8 | second;
            List<Form> those = new ArrayList<>(byStart.get(start));
            those.add(form);
            byStart.set(start, those);
          }
        }
      }
    }
    this.longest = most;
  }

  List<Hit> hits() {
    return hits;
  }

  long bytes() {
    return bytes;
  }

  void look(byte[] content, String where) throws IOException {
    bytes += content.length;
    search(content, content.length, where);
    unpack(content, where);
  }

  /** Without what is packed in it. */
  void look(InputStream content, String where) throws IOException {
    byte[] buffer = new byte[CHUNK + longest];
    int kept = 0;
    int read;
    while ((read = content.readNBytes(buffer, kept, CHUNK)) > 0) {
      bytes += read;
      int length = kept + read;
      search(buffer, length, where);
      kept = Math.min(longest - 1, length);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
  }

  private void unpack(byte[] content, String where) throws IOException {
    if (content.length > 4 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b) {
      look(gunzipped(content), where + ", unpacked");
    } else if (content.length > 4 && content[0] == 'P' && content[1] == 'K') {
      try (ZipInputStream zip =
          new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
        ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
          look(zip.readAllBytes(), where + "!" + entry.getName());
        }
      } catch (ZipException notPacked) {
        // Its bytes were looked at.
      }
    }
  }

  /** As far as it goes: one in 65,536 hashes begins as if it were packed. */
  private static byte[] gunzipped(byte[] content) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      in.transferTo(unpacked);
    } catch (IOException notPacked) {
      // Its bytes were looked at.
    }
    return unpacked.toByteArray();
  }

  private void search(byte[] buffer, int length, String where) {
    for (int i = 0; i + 1 < length; i++) {
      List<Form> candidates = byStart.get((buffer[i] & 0xff) << 8 | (buffer[i + 1] & 0xff));
      for (Form form : candidates) {
        if (hits.size() < MOST_HITS && isAt(buffer, i, length, form.bytes())) {
          hits.add(new Hit(form.text(), form.name(), where + " near " + around(buffer, i, length)));
        }
      }
    }
  }

  private static boolean isAt(byte[] buffer, int at, int length, int[] form) {
    if (at + form.length > length) {
      return false;
    }
    for (int i = 0; i < form.length; i++) {
      if (form[i] != Forms.ANY && form[i] != (buffer[at + i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private static String around(byte[] buffer, int at, int length) {
    int from = Math.max(0, at - 80);
    return new String(buffer, from, Math.min(length, at + 80) - from, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]", ".");
  }
}
