package dev.assay.domain.workflow;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML as JSON with positions. Plain scalars are typed by YAML's JSON rules; tags, aliases
 * and keys that are no text are faults, so that what is read is what is written.
 */
final class YamlSource {
  /** How deep a document may be nested. */
  static final int MAX_NESTING = 100;

  /** How many values a document may have. */
  static final int MAX_VALUES = 100_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Position> positions = new HashMap<>();
  private int values;

  private YamlSource() {}

  static SourceText read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_NESTING);
    options.setCodePointLimit(WorkflowCompiler.MAX_SOURCE_BYTES);
    options.setAllowDuplicateKeys(false);
    try {
      refuseAliases(new Yaml(options), text);
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new SourceFault(
            Position.START, "syntax", "Expected a workflow definition, but the text is empty");
      }
      YamlSource source = new YamlSource();
      return new SourceText(source.value(root, ""), source.positions);
    } catch (MarkedYAMLException e) {
      throw new SourceFault(
          position(mark(e)), "syntax", "Expected YAML, but " + problem(e), hint(e));
    } catch (YAMLException e) {
      throw new SourceFault(Position.START, "syntax", "Expected YAML, but " + e.getMessage());
    }
  }

  /** An alias can make a small text a document without end. */
  private static void refuseAliases(Yaml yaml, String text) {
    int depth = 0;
    for (Event event : yaml.parse(new StringReader(text))) {
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > MAX_NESTING) {
        throw new SourceFault(
            position(event.getStartMark()),
            "too-large",
            "Expected a document nested at most " + MAX_NESTING + " deep, but it is deeper");
      }
      if (event instanceof AliasEvent) {
        throw new SourceFault(
            position(event.getStartMark()),
            "alias",
            "Expected a document without aliases, but there is one",
            "Write the value out");
      }
    }
  }

  private static @Nullable Mark mark(MarkedYAMLException e) {
    return e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
  }

  private static String problem(MarkedYAMLException e) {
    String context = e.getContext();
    String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
    return context == null ? problem : problem + " " + context;
  }

  private static @Nullable String hint(MarkedYAMLException e) {
    return String.valueOf(e.getProblem()).startsWith("mapping values are not allowed")
        ? "Put an expression that has a colon in quotes, or write it below as a block: >-"
        : null;
  }

  private static Position position(@Nullable Mark mark) {
    return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private JsonNode value(Node node, String pointer) {
    Position position = position(node.getStartMark());
    positions.putIfAbsent(pointer, position);
    if (++values > MAX_VALUES) {
      throw new SourceFault(
          position, "too-large", "Expected at most " + MAX_VALUES + " values, but there are more");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer);
      case SequenceNode sequence -> array(sequence, pointer);
      case ScalarNode scalar -> scalar(scalar);
      default ->
          throw new SourceFault(
              position, "syntax", "Expected an object, a list or a value, but it is neither");
    };
  }

  private JsonNode object(MappingNode mapping, String pointer) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple member : mapping.getValue()) {
      Position position = position(member.getKeyNode().getStartMark());
      if (!(member.getKeyNode() instanceof ScalarNode key) || key.getValue().equals("<<")) {
        throw new SourceFault(
            position, "syntax", "Expected names of members to be plain text, but one is not");
      }
      if (object.has(key.getValue())) {
        throw new SourceFault(
            position,
            "duplicate-key",
            "Expected one member " + key.getValue() + ", but there are two");
      }
      String at = pointer + SourceText.token(key.getValue());
      positions.put(at, position);
      object.set(key.getValue(), value(member.getValueNode(), at));
    }
    return object;
  }

  private JsonNode array(SequenceNode sequence, String pointer) {
    ArrayNode array = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      array.add(value(item, pointer + "/" + array.size()));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar) {
    if (!scalar.isPlain()) {
      return JSON.stringNode(scalar.getValue());
    }
    return PlainScalar.typed(scalar.getValue());
  }
}
