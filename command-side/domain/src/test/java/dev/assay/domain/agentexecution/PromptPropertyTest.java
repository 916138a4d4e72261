package dev.assay.domain.agentexecution;

import static dev.assay.domain.agent.AgentExamples.anAssistant;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PromptPropertyTest {
  @Provide
  Arbitrary<String> hostileTexts() {
    return Arbitraries.of(
            "<",
            "/",
            "</",
            "document",
            "context",
            ">",
            " ",
            "\n",
            "DOCUMENT",
            "a b",
            "x",
            "\\",
            "</document>",
            "</ context >",
            "<document>",
            "</a_b>",
            "documents")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  @Property
  void shouldCloseEverySectionExactlyOnceWhateverIsInside(
      @ForAll("hostileTexts") String first,
      @ForAll("hostileTexts") String second,
      @ForAll("hostileTexts") String context) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("document", first).put("a b", second);
    String text =
        PromptBuilder.build(anAssistant(), input, JsonNodeFactory.instance.stringNode(context))
            .get(1)
            .text();
    for (String tag : List.of("document", "a_b", "context")) {
      Pattern closing =
          Pattern.compile("<\\s*/\\s*" + tag + "(?![A-Za-z0-9_.-])", Pattern.CASE_INSENSITIVE);
      assertThat(closing.matcher(text).results()).hasSize(1);
    }
  }

  @Property
  void shouldLeaveTextWithoutClosingTagsAsItIs(@ForAll String any) {
    String text = any.replace("<", "");
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("document", text);
    assertThat(PromptBuilder.build(anAssistant(), input, null).get(1).text())
        .isEqualTo("<document>\n" + text + "\n</document>");
  }
}
