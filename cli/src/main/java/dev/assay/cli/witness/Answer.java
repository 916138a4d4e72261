package dev.assay.cli.witness;

import java.nio.charset.StandardCharsets;

/** What a witness answers: an HTTP status and a text. */
record Answer(int status, String contentType, String body) {
  static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body);
  }

  /** The log must begin from the size that was seen. */
  static Answer conflict(long size) {
    return new Answer(409, "text/x.tlog.size", size + "\n");
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
