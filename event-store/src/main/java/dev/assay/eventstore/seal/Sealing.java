package dev.assay.eventstore.seal;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.EventJson;
import dev.assay.api.privacy.Mark;
import dev.assay.eventstore.seal.MarkedRecords.Component;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Seals the marked values of a record within its JSON, and opens sealed values wherever they have
 * been copied to. Thread-safe.
 */
public final class Sealing {
  private static final JsonNode ERASED = StringNode.valueOf(SealedText.ERASED);

  private final DataKeys keys;

  public Sealing(DataKeys keys) {
    this.keys = keys;
  }

  /**
   * Replaces the marked values. Throws {@link KeysUnavailableException} when there is no key to be
   * had, and refuses a text that looks sealed in a place that is not: whoever reads it would open
   * somebody else's.
   *
   * @param json of {@code record}; it is changed
   */
  public void seal(ObjectNode json, Object record, Whose whose) {
    new Pass(whose).components(json, record, "");
  }

  /** The JSON with every sealed value opened; it is changed. */
  public JsonNode open(JsonNode json, UUID tenant) {
    return new Opening(tenant, null).opened(json);
  }

  /** The same of one record: a value that was sealed in another one is refused. */
  public JsonNode open(JsonNode json, UUID tenant, UUID record) {
    return new Opening(tenant, record).opened(json);
  }

  /** A text that may be sealed, for a reader. */
  public String openText(UUID tenant, String text) {
    return SealedText.isSealed(text)
        ? new Opening(tenant, null).opened(StringNode.valueOf(text)).asString()
        : text;
  }

  /**
   * Marks of the words of a text that may be sealed; none of one that is erased. See {@link
   * BlindWords}.
   */
  public List<String> blindWords(UUID tenant, String text) {
    String opened = openText(tenant, text);
    return opened.equals(SealedText.ERASED) ? List.of() : wordMarks(tenant, BlindWords.of(opened));
  }

  /** The same of words that somebody looks for: nothing is opened for that. */
  public List<String> wordMarks(UUID tenant, Set<String> words) {
    return BlindWords.marks(keys.wordSecret(tenant), words);
  }

  /** JSON of which values may be sealed, for a reader; without any, the very same text. */
  public String openJson(UUID tenant, String json) {
    return mayBeSealed(json) ? open(EventJson.mapper().readTree(json), tenant).toString() : json;
  }

  /** The same of one record: a value that was sealed in another one is refused. */
  public String openJson(String json, UUID tenant, UUID record) {
    return mayBeSealed(json)
        ? open(EventJson.mapper().readTree(json), tenant, record).toString()
        : json;
  }

  private static boolean mayBeSealed(String json) {
    return json.contains('"' + SealedText.PREFIX);
  }

  /** One record being sealed. */
  private final class Pass {
    private final Whose whose;
    private @Nullable DataKey personal;
    private @Nullable DataKey confidential;

    Pass(Whose whose) {
      this.whose = whose;
    }

    void components(ObjectNode json, Object record, String path) {
      for (Component component : MarkedRecords.componentsOf(record.getClass())) {
        JsonNode child = json.get(component.name());
        if (child != null) {
          String place = path.isEmpty() ? component.name() : path + '.' + component.name();
          if (component.isSealed()) {
            json.set(component.name(), sealed(child, component, record, place));
          } else {
            unsealed(child, component.of(record), place);
          }
        }
      }
    }

    /** Strings of a collection one by one, so that readers still find a collection of strings. */
    private JsonNode sealed(JsonNode value, Component component, Object record, String place) {
      Object typed = component.of(record);
      if (typed instanceof List<?> list && value instanceof ArrayNode items) {
        for (int i = 0; i < items.size(); i++) {
          items.set(i, sealed(list.get(i), component.mark(), place + '.' + i));
        }
        return items;
      }
      if (typed instanceof Map<?, ?> map && value instanceof ObjectNode members) {
        for (String name : List.copyOf(members.propertyNames())) {
          members.set(name, sealed(map.get(name), component.mark(), place + ".*"));
        }
        return members;
      }
      return sealed(typed, component.mark(), place);
    }

    private JsonNode sealed(@Nullable Object value, @Nullable Mark mark, String place) {
      DataKey key = mark == Mark.CONFIDENTIAL ? confidential() : personal();
      if (key == null) {
        return ERASED;
      }
      byte[] plain = EventJson.mapper().writeValueAsBytes(value);
      return StringNode.valueOf(key.seal(whose.record() + "/" + place, plain).format());
    }

    private void unsealed(JsonNode child, @Nullable Object value, String place) {
      if (value instanceof Record nested && child instanceof ObjectNode json) {
        components(json, nested, place);
      } else if (value instanceof List<?> list && child instanceof ArrayNode items) {
        for (int i = 0; i < items.size(); i++) {
          unsealed(items.get(i), list.get(i), place + '.' + i);
        }
      } else {
        requireUnreserved(child, place);
      }
    }

    private void requireUnreserved(JsonNode node, String place) {
      if (node.isString() && SealedText.isReserved(node.stringValue())) {
        throw new CommandRejected(
            RejectionCode.UNPROCESSABLE,
            "Expected readable text at %s, but it begins like a sealed value".formatted(place));
      }
      for (JsonNode part : node) {
        requireUnreserved(part, place);
      }
    }

    private @Nullable DataKey personal() {
      if (personal == null) {
        personal = keys.toSeal(whose.tenant(), whose.subject(), whose.kept());
      }
      return personal;
    }

    private @Nullable DataKey confidential() {
      if (confidential == null) {
        confidential = keys.toSeal(whose.tenant(), null, whose.kept());
      }
      return confidential;
    }
  }

  /** One tenant's sealed values being opened. */
  private final class Opening {
    private final UUID tenant;
    private final @Nullable UUID record;

    /**
     * @param record null takes values of any
     */
    Opening(UUID tenant, @Nullable UUID record) {
      this.tenant = tenant;
      this.record = record;
    }

    JsonNode opened(JsonNode node) {
      switch (node) {
        case StringNode text when SealedText.isSealed(text.stringValue()) -> {
          return opened(SealedText.parse(text.stringValue()));
        }
        case ObjectNode members ->
            members.propertyNames().forEach(name -> members.set(name, opened(members.get(name))));
        case ArrayNode items -> {
          for (int i = 0; i < items.size(); i++) {
            items.set(i, opened(items.get(i)));
          }
        }
        default -> {}
      }
      return node;
    }

    private JsonNode opened(SealedText sealed) {
      if (record != null && !sealed.place().startsWith(record + "/")) {
        throw new BrokenSealException(
            "Expected a value of " + record + ", but it is of " + sealed.place());
      }
      if (sealed.isRemoved()) {
        return ERASED;
      }
      DataKey key = keys.toOpen(sealed.keyId());
      if (key == null) {
        return ERASED;
      }
      if (!key.tenant().equals(tenant)) {
        throw new BrokenSealException(
            "Expected a value of the tenant, but the one at "
                + sealed.place()
                + " is of another's");
      }
      return EventJson.tree(key.open(sealed));
    }
  }
}
