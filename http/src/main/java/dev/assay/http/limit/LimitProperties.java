package dev.assay.http.limit;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large request bodies may be.
 *
 * @param body of any request
 * @param definition of a workflow definition
 * @param drained how much of a refused body is read and thrown away so that the client, which may
 *     still be sending, gets to see the answer; a longer one is cut off
 */
@ConfigurationProperties("assay.http.limits")
public record LimitProperties(
    @DefaultValue("2MB") DataSize body,
    @DefaultValue("1MB") DataSize definition,
    @DefaultValue("32MB") DataSize drained) {

  private static final Set<String> DEFINITIONS =
      Set.of("/api/v1/workflows", "/api/v1/workflows/validation");

  long forPath(String path) {
    return (DEFINITIONS.contains(path) ? definition : body).toBytes();
  }
}
