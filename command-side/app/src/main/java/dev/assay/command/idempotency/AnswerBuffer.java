package dev.assay.command.idempotency;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Holds an answer back until it is kept; a stream passes through as it is written. */
final class AnswerBuffer extends ContentCachingResponseWrapper {
  AnswerBuffer(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return isStream() ? getResponse().getOutputStream() : super.getOutputStream();
  }

  @Override
  public void flushBuffer() throws IOException {
    if (isStream()) {
      getResponse().flushBuffer();
    } else {
      super.flushBuffer();
    }
  }

  private boolean isStream() {
    String type = getContentType();
    return type != null && isEventStream(type);
  }

  /** Of a content type, or of what a caller accepts. */
  static boolean isEventStream(@Nullable String type) {
    return type != null && type.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
  }
}
