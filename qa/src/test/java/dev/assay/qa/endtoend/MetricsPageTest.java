package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/metrics.md");

  @Test
  void shouldAgreeWithTheCode() throws IOException {
    String page = render();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/metrics.md is stale: run mvn -pl qa -am test"
                + " -Dtest=MetricsPageTest -Ddocs.write=true and commit it")
        .isEqualTo(page);
  }

  private static String render() {
    return """
        # Metrics

        Generated from `NamedMetric`; do not edit. `GET /metrics` shows them in the format of Prometheus to callers with role operator or
        platform-admin. A counter by outcome appears with the first outcome of its kind. Beside these there are those of the JVM, the
        web server, the connection pools and the buses, under the names that Micrometer gives them.

        ## Promised by name

        | name | in Prometheus | tells |
        | --- | --- | --- |
        %s
        ## More of the record, the read models and the work queue

        | name | in Prometheus | tells |
        | --- | --- | --- |
        %s"""
        .formatted(rows(NamedMetric.PROMISED), rows(NamedMetric.OURS));
  }

  private static String rows(List<NamedMetric> metrics) {
    StringBuilder rows = new StringBuilder();
    for (NamedMetric metric : metrics) {
      String tells =
          metric.missing() == null
              ? metric.meaning()
              : "*not measured yet: it comes with " + metric.missing() + "*";
      rows.append("| `%s` | `%s` | %s |%n".formatted(metric.name(), metric.exposed(), tells));
    }
    return rows.toString();
  }
}
