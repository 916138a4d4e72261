package dev.assay.verifier.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void shouldReadObjects() {
    Map<String, Object> read =
        parse(
            " { \"a\" : [ 1 , true , false , \"x\" , { } , [ ] ] ,\n\t\"b\":{\"c\":9223372036854775807},\r\n\"d\":0} ");

    assertThat(read)
        .isEqualTo(
            Map.of(
                "a",
                List.of(1L, true, false, "x", Map.of(), List.of()),
                "b",
                Map.of("c", Long.MAX_VALUE),
                "d",
                0L));
  }

  @Test
  void shouldReadEveryEscape() {
    assertThat(parse("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00é😀\"}"))
        .containsEntry("a", "\"\\/\b\f\n\r\té😀é😀");
    assertThat(parse("{\"\\u0061\":\"\"}")).containsEntry("a", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "\"a\"",
        "{",
        "}",
        "{}x",
        "{} {}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[",
        "{\"a\":-1}",
        "{\"a\":1.5}",
        "{\"a\":1e3}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":null}",
        "{\"a\":NaN}",
        "{\"a\":truE}",
        "{\"a\":9223372036854775808}",
        "{\"a\":99999999999999999999}",
        "{\"a\":\"x}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"a\":1}\u0000",
        "\ufeff{}",
        "{/* */}",
        "{\"a\":\u00a01}"
      })
  void shouldRefuseEverythingElse(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    byte[] bytes = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    assertThatThrownBy(() -> JsonTree.parseObject(bytes)).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldLimitDepthAndSize() {
    assertThat(parse("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}")).hasSize(1);
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(17) + "]".repeat(17) + "}"))
        .hasMessageContaining("16 levels");
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(1_000_000)))
        .hasMessageContaining("16 levels");
    assertThat(parse("{\"a\":[" + "1,".repeat(9_997) + "1]}")).hasSize(1);
    assertThatThrownBy(() -> parse("{\"a\":[" + "1,".repeat(9_998) + "1]}"))
        .hasMessageContaining("10,000 values");
  }

  @Test
  void shouldSayWhereAndWhatIsWrong() {
    assertThatThrownBy(() -> parse("{\"a\":x\u001b[2J}"))
        .hasMessage("Expected a whole number below 2^63 at byte 6, but found 'x?[2J}'");
    assertThatThrownBy(() -> parse("{\"a\":1"))
        .hasMessage("Expected } at byte 7, but found the end");
    assertThatThrownBy(() -> parse("{\"a\":\"x"))
        .hasMessageStartingWith("Expected a string that ends");
    assertThatThrownBy(() -> parse("{\"a\":1 and much more than twenty bytes"))
        .hasMessage("Expected } at byte 8, but found 'and much more than t…'");
  }

  @Property(tries = 500)
  void shouldRefuseRandomBytesCleanly(@ForAll @Size(max = 60) byte[] bytes) {
    try {
      JsonTree.parseObject(bytes);
    } catch (Malformed refused) {
      assertThat(refused).hasMessageStartingWith("Expected ");
    }
  }

  @Test
  void shouldScanOnlyTheGivenPart() {
    byte[] bytes = utf8("xx12\"ab\"yy");
    JsonScanner scanner = new JsonScanner(bytes, 2, 8);
    assertThat(scanner.number()).isEqualTo(12);
    assertThat(scanner.simpleString()).isEqualTo("ab");
    scanner.expectEnd();
    assertThatThrownBy(() -> scanner.expect("y")).hasMessageContaining("found the end");
    assertThatThrownBy(() -> new JsonScanner(bytes, 2, 4).expectEnd())
        .hasMessage("Expected nothing more at byte 1, but found '12'");
  }

  @Test
  void shouldReadSimpleStringsAndBase64() {
    assertThat(scanner("\"\"").simpleString()).isEmpty();
    assertThat(scanner("\"é/ü\"").simpleString()).isEqualTo("é/ü");
    assertThat(scanner("\"AAE=\"").base64()).containsExactly(0, 1);
    assertThatThrownBy(() -> scanner("\"a\\n\"").simpleString()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> scanner("\"a\n\"").simpleString()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> scanner("\"a").simpleString()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> scanner("a").simpleString()).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> scanner("\"AAF=\"").base64()).isInstanceOf(Malformed.class);
  }

  @Test
  void shouldReadSimpleStringsOfEveryAlphabet() {
    for (String text : List.of("", "a", "é", "aé", "éa", "😀")) {
      byte[] bytes = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
      assertThat(new JsonScanner(bytes, 0, bytes.length).simpleString()).isEqualTo(text);
    }
  }

  @Test
  void shouldWriteWhatCanBeReadAgain() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("quote\"", "a\\b\n\u0001\u007f é");
    value.put("list", List.of(1L, true, List.of(), Map.of("x", 2L)));
    value.put("none", Map.of());

    String text = JsonText.of(value);

    assertThat(parse(text)).isEqualTo(value);
    assertThat(text)
        .isEqualTo(
            """
            {
              "quote\\"": "a\\\\b\\n\\u0001\\u007f é",
              "list": [
                1,
                true,
                [],
                {
                  "x": 2
                }
              ],
              "none": {}
            }""");
  }

  private static Map<String, Object> parse(String text) {
    return JsonTree.parseObject(utf8(text));
  }

  private static JsonScanner scanner(String text) {
    byte[] bytes = utf8(text);
    return new JsonScanner(bytes, 0, bytes.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
