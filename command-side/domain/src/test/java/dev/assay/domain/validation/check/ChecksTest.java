package dev.assay.domain.validation.check;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class ChecksTest {
  private static ValidatorSpec validator(ValidatorKind kind, String with) {
    return new ValidatorSpec("v", kind, json(with), 1, OnFail.REVISE);
  }

  private static Verdict run(ValidatorKind kind, String with, JsonNode content) {
    ValidatorSpec validator = validator(kind, with);
    assertThat(Checks.faults(validator)).isEmpty();
    return Checks.run(validator, content);
  }

  private static JsonNode text(String text) {
    return StringNode.valueOf(text);
  }

  @Test
  void shouldQuoteWhatMustNotBeThere() {
    Verdict verdict =
        run(
            ValidatorKind.REGEX,
            "{'mustNotMatch': '[a-z]+@[a-z]+', 'message': 'Leave out mail addresses'}",
            text("Ask ann@example or bob@example."));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.score()).isZero();
    assertThat(verdict.reason()).isEqualTo("Leave out mail addresses");
    assertThat(verdict.evidence())
        .containsExactly(
            new Evidence("ann@example", 4, 15, null), new Evidence("bob@example", 19, 30, null));
  }

  @ParameterizedTest
  @CsvSource({
    "{'mustMatch': 'total'},                        The total is 5, PASS",
    "{'mustMatch': 'TOTAL'},                        The total is 5, FAIL",
    "{'mustMatch': 'TOTAL'; 'flags': 'i'},          The total is 5, PASS",
    "{'mustMatch': 'total'; 'mustNotMatch': '[0-9]'}, The total is 5, FAIL",
    "{'mustMatch': 'sum'; 'mustNotMatch': 'x'},     The total is 5, FAIL"
  })
  void shouldDecideByPattern(String with, String content, Outcome outcome) {
    Verdict verdict = run(ValidatorKind.REGEX, with.replace(';', ','), text(content));
    assertThat(verdict.outcome()).isEqualTo(outcome);
  }

  @Test
  void shouldGiveUpOnAPatternThatBacktracksWithoutEnd() {
    String with = "{'mustMatch': '^(a|a|aa)*\\\\1?b$'}";
    Verdict verdict = run(ValidatorKind.REGEX, with, text("a".repeat(100)));
    assertThat(verdict.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(verdict.reason()).contains("more than 5000000 steps");
  }

  @Test
  void shouldGiveUpOnAPatternThatNestsTooDeeply() {
    Verdict verdict =
        run(ValidatorKind.REGEX, "{'mustMatch': '^(?:(a|b)|c)*$'}", text("ab".repeat(200_000)));
    assertThat(verdict.outcome()).isEqualTo(Outcome.ERROR);
  }

  @Test
  void shouldSayTheSameEveryTime() {
    ValidatorSpec validator = validator(ValidatorKind.REGEX, "{'mustMatch': '(a+)+b'}");
    assertThat(Checks.run(validator, text("aaa"))).isEqualTo(Checks.run(validator, text("aaa")));
  }

  @Test
  void shouldScoreByDistanceFromTheLengthLimit() {
    Verdict verdict = run(ValidatorKind.LENGTH, "{'maxWords': 2}", text("one two three  four"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.score()).isEqualTo(0.5);
    assertThat(verdict.reason()).isEqualTo("Expected at most 2 words, but there are 4");
    assertThat(verdict.evidence()).containsExactly(new Evidence("three  four", 8, 19, null));
  }

  @ParameterizedTest
  @CsvSource({
    "{'minWords': 2}, one, FAIL, 0.5",
    "{'minWords': 2}, one two, PASS, 1",
    "{'minChars': 4}, one, FAIL, 0.75",
    "{'maxChars': 3}, one, PASS, 1",
    "{'maxChars': 2}, ööö, FAIL, 0.666",
    "{'maxChars': 1}, 😀, PASS, 1",
    "{'maxWords': 0}, one, FAIL, 0"
  })
  void shouldCountWordsAndCharacters(String with, String content, Outcome outcome, double score) {
    Verdict verdict = run(ValidatorKind.LENGTH, with, text(content));
    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.score()).isCloseTo(score, offset(0.001));
  }

  @Test
  void shouldNeverCutACharacterInTwo() {
    Verdict verdict = run(ValidatorKind.LENGTH, "{'maxChars': 1}", text("😀😀"));
    assertThat(verdict.evidence()).containsExactly(new Evidence("😀", 2, 4, null));
  }

  @Test
  void shouldPointAtWhatDoesNotMatchTheSchema() {
    String with = "{'schema': {'properties': {'total': {'type': 'number'}}, 'required': ['a']}}";
    Verdict verdict = run(ValidatorKind.JSON_SCHEMA, with, json("{'total': 'five'}"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(verdict.reason()).contains("(and 1 more)");
    assertThat(verdict.evidence())
        .anySatisfy(evidence -> assertThat(evidence.quote()).isEqualTo("\"five\""));
    assertThat(run(ValidatorKind.JSON_SCHEMA, with, json("{'total': 5, 'a': 1}")).outcome())
        .isEqualTo(Outcome.PASS);
  }

  @Test
  void shouldGiveUpOnASchemaWithoutEnd() {
    Verdict verdict =
        run(ValidatorKind.JSON_SCHEMA, "{'schema': {'allOf': [{'$ref': '#'}]}}", json("1"));
    assertThat(verdict.outcome()).isEqualTo(Outcome.ERROR);
  }

  @Test
  void shouldReadTheTextOfContent() {
    assertThat(ContentText.of(text("a"))).isEqualTo("a");
    assertThat(ContentText.of(json("{'text': 'b', 'more': 1}"))).isEqualTo("b");
    assertThat(ContentText.of(json("{'text': 1}"))).isEqualTo("{\"text\":1}");
    assertThat(ContentText.of(json("[1, 2]"))).isEqualTo("[1,2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGEX | {} | ''",
        "REGEX | {'mustMatch': '('} | /mustMatch",
        "REGEX | {'mustMatch': 5} | /mustMatch",
        "REGEX | {'mustMatch': 'a', 'flags': 'x'} | /flags",
        "REGEX | {'mustMatch': 'a', 'mustmatch': 'b'} | /mustmatch",
        "REGEX | {'mustMatch': 'a', 'message': 5} | /message",
        "LENGTH | {} | ''",
        "LENGTH | {'maxWords': -1} | /maxWords",
        "LENGTH | {'maxWords': 'ten'} | /maxWords",
        "LENGTH | {'minChars': 5, 'maxChars': 4} | /minChars",
        "JSON_SCHEMA | {} | ''",
        "JSON_SCHEMA | {'schema': {'type': 'strng'}} | /schema/type",
        "JUDGE | {'rubric': {'name': 'r', 'criteria': [{'name': 'c', 'question': 'q'}]}} | /agent",
        "JUDGE | {'agent': 'j', 'rubric': {'name': 'r', 'criteria': []}} | /rubric/criteria",
        "JUDGE | {'agent': 'j', 'rubric': {'name': 'r', 'criteria': [{'name': 'c'}]}}"
            + " | /rubric/criteria/0",
        "JUDGE | {'agent': 'j', 'version': 0, 'rubric': {'name': 'r', 'criteria':"
            + " [{'name': 'c', 'question': 'q'}]}} | /version"
      })
  void shouldFindTheFaultOfSettings(ValidatorKind kind, String with, String pointer) {
    assertThat(Checks.faults(validator(kind, with)))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault.pointer()).isEqualTo(pointer))
        .allSatisfy(
            fault ->
                assertThat(fault.message())
                    .startsWith(kind == ValidatorKind.JSON_SCHEMA ? "" : "Expected"));
  }

  @Test
  void shouldNotRunAJudge() {
    assertThat(Checks.isComputed(ValidatorKind.JUDGE)).isFalse();
    assertThatThrownBy(() -> Checks.run(validator(ValidatorKind.JUDGE, "{}"), text("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
