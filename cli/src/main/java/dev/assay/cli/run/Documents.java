package dev.assay.cli.run;

import dev.assay.cli.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the files that people write: YAML, JSON and plain text. */
public final class Documents {
  private static final long MOST_BYTES = 10_000_000;
  private static final YAMLMapper YAML = YAMLMapper.shared();
  private static final JsonMapper JSON = JsonMapper.shared();

  private Documents() {}

  public static String text(Path file) {
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw Failure.wrongUse(
            "Expected %s to have at most %d bytes, but it has %d"
                .formatted(file, MOST_BYTES, size));
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw Failure.wrongUse("Expected " + file + " to be UTF-8 text, but it is not");
    } catch (IOException e) {
      throw Failure.wrongUse("Expected to read " + file + ", but there is no such file");
    }
  }

  /** YAML or JSON, which is YAML too. */
  public static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(text(file));
    } catch (JacksonException e) {
      throw Failure.wrongUse(
          "Expected " + file + " to be YAML, but it is not: " + e.getOriginalMessage());
    }
  }

  /** JSON itself, or the name of a file that holds it. */
  public static JsonNode jsonOrFile(String value) {
    String start = value.stripLeading();
    boolean json = start.startsWith("{") || start.startsWith("[") || start.startsWith("\"");
    if (!json && Files.isRegularFile(Path.of(value))) {
      return yaml(Path.of(value));
    }
    try {
      return JSON.readTree(value);
    } catch (JacksonException e) {
      throw Failure.wrongUse(
          "Expected --input to be JSON or the name of a file, but it is neither: "
              + e.getOriginalMessage());
    }
  }
}
