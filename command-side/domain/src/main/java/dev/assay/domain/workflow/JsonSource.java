package dev.assay.domain.workflow;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON with positions. */
final class JsonSource {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(YamlSource.MAX_NESTING)
                          .maxStringLength(WorkflowCompiler.MAX_SOURCE_BYTES)
                          .build())
                  .build())
          // Scalars are read one by one; what follows them is the rest of the document.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Map<String, Position> positions = new HashMap<>();
  private int values;

  private JsonSource() {}

  static SourceText read(String text) {
    JsonSource source = new JsonSource();
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new SourceFault(
            Position.START, "syntax", "Expected a workflow definition, but the text is empty");
      }
      JsonNode json = source.value(parser, "");
      if (parser.nextToken() != null) {
        throw new SourceFault(
            position(parser.currentTokenLocation()),
            "syntax",
            "Expected one JSON value, but there is more after it");
      }
      return new SourceText(json, source.positions);
    } catch (JacksonException e) {
      throw new SourceFault(
          e.getLocation() == null ? Position.START : position(e.getLocation()),
          "syntax",
          "Expected JSON, but: " + e.getOriginalMessage());
    }
  }

  private static Position position(TokenStreamLocation location) {
    return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private JsonNode value(JsonParser parser, String pointer) {
    positions.putIfAbsent(pointer, position(parser.currentTokenLocation()));
    if (++values > YamlSource.MAX_VALUES) {
      throw new SourceFault(
          position(parser.currentTokenLocation()),
          "too-large",
          "Expected at most " + YamlSource.MAX_VALUES + " values, but there are more");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = JSON.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          String at = pointer + SourceText.token(name);
          positions.put(at, position(parser.currentTokenLocation()));
          parser.nextToken();
          object.set(name, value(parser, at));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = JSON.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser, pointer + "/" + array.size()));
        }
        yield array;
      }
      default -> MAPPER.readTree(parser);
    };
  }
}
