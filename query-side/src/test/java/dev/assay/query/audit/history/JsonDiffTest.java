package dev.assay.query.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.query.audit.history.JsonDiff.Change;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonDiffTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Provide
  Arbitrary<JsonNode> values() {
    Arbitrary<Object> leaf =
        Arbitraries.of("", "a", "a/b", "~", 1, 2, 1.0, 2.5, true, false).map(Object.class::cast);
    Arbitrary<Object> nested = leaf;
    for (int depth = 0; depth < 3; depth++) {
      Arbitrary<Object> inner = nested;
      nested =
          Arbitraries.frequencyOf(
              net.jqwik.api.Tuple.of(2, leaf),
              net.jqwik.api.Tuple.of(2, inner.list().ofMaxSize(5).map(Object.class::cast)),
              net.jqwik.api.Tuple.of(
                  3,
                  Arbitraries.maps(Arbitraries.of("a", "b", "a/b", "~c", "0"), inner)
                      .ofMaxSize(4)
                      .map(Object.class::cast)));
    }
    return nested.map(MAPPER::valueToTree);
  }

  @Property(tries = 500)
  void theChangesMakeTheLaterValueOfTheEarlierOne(
      @ForAll("values") JsonNode before, @ForAll("values") JsonNode after) {
    JsonNode root = MAPPER.valueToTree(Map.of("it", before));
    for (Change change : JsonDiff.of(before, after)) {
      apply(root, change);
    }
    assertThat(JsonDiff.of(root.get("it"), after)).isEmpty();
  }

  @Property(tries = 200)
  void nothingChangesBetweenEqualValues(@ForAll("values") JsonNode value) {
    assertThat(JsonDiff.of(value, value.deepCopy())).isEmpty();
  }

  @Test
  void shouldNameWhatWasThereBefore() {
    assertThat(JsonDiff.of(json("{'status':'OPEN','n':1}"), json("{'status':'SHUT','n':1.0}")))
        .containsExactly(new Change("replace", "/status", json("'OPEN'"), json("'SHUT'")));
  }

  @Test
  void shouldSeeAnElementThatWasAddedAtTheEndOrTakenFromTheMiddle() {
    assertThat(JsonDiff.of(json("[1,2]"), json("[1,2,3]")))
        .containsExactly(new Change("add", "/2", null, json("3")));
    assertThat(JsonDiff.of(json("[1,2,3]"), json("[1,3]")))
        .containsExactly(new Change("remove", "/1", json("2"), null));
  }

  @Test
  void shouldAddAndRemoveAWholeValue() {
    assertThat(JsonDiff.of(null, json("{'a':1}")))
        .containsExactly(new Change("add", "", null, json("{'a':1}")));
    assertThat(JsonDiff.of(null, null)).isEmpty();
  }

  /** As RFC 6902 says, with the value at {@code /it}. */
  private static void apply(JsonNode root, Change change) {
    JsonPointer at = JsonPointer.compile("/it" + change.path());
    JsonNode parent = root.at(at.head());
    String last = at.last().getMatchingProperty();
    assertThat(change.before()).as("before of " + change).isEqualTo(found(parent, last, change));
    JsonNode value = change.value();
    if (parent instanceof ObjectNode object) {
      if (value == null) {
        object.remove(last);
      } else {
        object.set(last, value);
      }
    } else if (parent instanceof ArrayNode array) {
      int index = Integer.parseInt(last);
      switch (change.op()) {
        case "add" -> array.insert(index, value);
        case "remove" -> array.remove(index);
        default -> array.set(index, value);
      }
    }
  }

  private static @Nullable JsonNode found(JsonNode parent, String last, Change change) {
    if (change.op().equals("add")) {
      return null;
    }
    return parent.isArray() ? parent.get(Integer.parseInt(last)) : parent.get(last);
  }

  private static JsonNode json(String singleQuoted) {
    return MAPPER.readTree(singleQuoted.replace('\'', '"'));
  }
}
