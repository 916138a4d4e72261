package dev.assay.inference.offline.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the folder {@code examples/} of the repository. */
final class Examples {
  private static final Path FOLDER = folder();

  private Examples() {}

  static JsonNode yaml(String path) {
    Object read =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text(FOLDER.resolve(path)));
    return JsonMapper.shared().valueToTree(read);
  }

  static List<Path> documents() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("documents"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Upwards from where the test runs. */
  private static Path folder() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("examples/documents"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("Expected the folder examples/documents above the module");
    }
    return at.resolve("examples");
  }
}
