package dev.assay.replay.sockets;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The attempts of this process so far. */
final class Attempts {
  private static final List<String> MADE = new CopyOnWriteArrayList<>();

  private Attempts() {}

  /** Takes note of an attempt and refuses it. */
  static IOException refused(String what) {
    MADE.add(what);
    return new IOException("No socket is to be opened here: " + what);
  }

  static List<String> made() {
    return List.copyOf(MADE);
  }
}
