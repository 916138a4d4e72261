package dev.assay.cli.demo;

import dev.assay.cli.Failure;
import dev.assay.cli.run.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The folder of examples: agents, one workflow, documents. */
record Examples(Path folder) {
  private static final int MOST_DOCUMENTS = 1_000;

  /**
   * One text.
   *
   * @param name the file's name without its ending
   */
  record Document(String name, String title, String text) {
    /** What the workflow takes. */
    ObjectNode input() {
      ObjectNode input = JsonNodeFactory.instance.objectNode();
      input.putObject("document").put("title", title).put("text", text);
      return input;
    }
  }

  List<Path> agents() {
    return files("agents", "yaml", "yml", "json");
  }

  Path workflow() {
    Path workflow = folder.resolve("workflows").resolve("document-brief.yaml");
    if (!Files.isRegularFile(workflow)) {
      throw Failure.wrongUse(
          "Expected the examples in "
              + folder
              + ", but there is no "
              + folder.relativize(workflow)
              + "; name their folder with --examples");
    }
    return workflow;
  }

  List<Document> documents() {
    return files("documents", "txt", "md").stream().map(Examples::document).toList();
  }

  static String baseName(Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    int dot = name.lastIndexOf('.');
    return dot < 1 ? name : name.substring(0, dot);
  }

  private static Document document(Path file) {
    String text = Documents.text(file);
    String title =
        text.lines()
            .map(line -> line.replaceFirst("^#+", "").strip())
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElseThrow(() -> Failure.wrongUse("Expected " + file + " to hold a text"));
    return new Document(baseName(file), title, text);
  }

  private List<Path> files(String sub, String... endings) {
    try (Stream<Path> files = Files.list(folder.resolve(sub))) {
      List<Path> found =
          files
              .filter(file -> Stream.of(endings).anyMatch(e -> file.toString().endsWith("." + e)))
              .sorted()
              .limit(MOST_DOCUMENTS)
              .toList();
      if (found.isEmpty()) {
        throw Failure.wrongUse("Expected files in " + folder.resolve(sub) + ", but there are none");
      }
      return found;
    } catch (IOException e) {
      throw Failure.wrongUse(
          "Expected the folder " + folder.resolve(sub) + "; name the examples with --examples");
    }
  }
}
