package dev.assay.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The graph has the fields that REST has, with the same names, types and gaps. */
class SchemaTypesTest {
  private static final Path FILE = Path.of("src/main/resources/graphql/types.graphqls");

  @Test
  void shouldHaveTheTypesOfTheRestApi() throws IOException {
    String expected = SchemaTypes.text();
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as("written anew by -Ddocs.write=true -Dtest=SchemaTypesTest")
        .isEqualTo(expected);
  }

  @Test
  void shouldKnowEveryFieldOfTheSchema() {
    assertThat(Graph.types().types()).containsKeys("Query", "ExecutionSummary", "CostsLine");
  }
}
