package dev.assay.cli.audit;

import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A compliance report from the server. It is read without a time limit: it may look at years.
 *
 * @param text as it came
 * @param failed what it came to
 */
record FetchedReport(String text, boolean failed) {
  /** Of a report: findings are bounded, so it is small whatever the record is. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final String STATUS = "<meta name=\"assay-report-status\" content=\"%s\">";

  static FetchedReport of(ApiClient client, String path, boolean isPage) throws IOException {
    String text;
    try (InputStream in = client.stream(path, isPage ? "text/html" : "application/json")) {
      text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.unreachable(
          "Expected all of " + path + " from " + client.url() + ", but it broke off: " + e, e);
    }
    String status = isPage ? ofPage(text) : tree(text).path("status").stringValue("");
    return switch (status) {
      case "passed" -> new FetchedReport(text, false);
      case "failed" -> new FetchedReport(text, true);
      default ->
          throw Failure.unreachable(
              "Expected a report from " + client.url() + ", but it answers something else", null);
    };
  }

  JsonNode json() {
    return tree(text);
  }

  void write(Path file) {
    Download.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String ofPage(String text) {
    return text.contains(STATUS.formatted("passed"))
        ? "passed"
        : text.contains(STATUS.formatted("failed")) ? "failed" : "";
  }

  private static JsonNode tree(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      throw Failure.unreachable("Expected JSON as report, but the server answers otherwise", e);
    }
  }
}
