package dev.assay.domain.workflow.expression;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JqExpressionTest {
  private static JsonNode evaluate(String expression, String input) {
    return JqExpression.compile(expression)
        .evaluate(json(input), Map.of("context", json("{'k':7}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '`',
      value = {
        ".a ==> {'a': 1} ==> 1",
        ".a + $context.k ==> {'a': 1} ==> 8",
        "[.[] | select(. > 1)] ==> [1,2,3] ==> [2,3]",
        "map(. * 2) | add ==> [1,2.5] ==> 7",
        "reduce .[] as $x (0; . + $x) ==> [1,2,3] ==> 6",
        "if .a then 'yes' else 'no' end ==> {'a': false} ==> 'no'",
        "to_entries | map(.key) ==> {'a': 1, 'b': 2} ==> ['a','b']",
        "{a, $context} ==> {'a': 1} ==> {'a':1,'context':{'k':7}}",
        "[limit(3; range(0; 1000000000))] ==> null ==> [0,1,2]",
        "'a\\(.x)b' ==> {'x': 3} ==> 'a3b'",
        "[.[] as [$a, $b] | $a - $b] ==> [[3,1]] ==> [2]",
        ".a? // 'none' ==> 5 ==> 'none'",
        "[paths] ==> {'a':[1]} ==> [['a'],['a',0]]",
        "first(.[] | select(. > 1)) ==> [1,2,3] ==> 2",
        "(.a, .b) = 1 ==> {} ==> {'a':1,'b':1}",
        "0 | until(. >= 40; . + 1) ==> null ==> 40",
        ".a |= . + 1 ==> {'a':1} ==> {'a':2}",
      })
  void shouldEvaluate(String expression, String input, String expected) {
    assertThat(evaluate(expression.replace('\'', '"'), input)).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "now",
        "env",
        "$ENV",
        "input",
        "inputs",
        "debug",
        "builtins",
        "localtime",
        "$__loc__",
        "def f: 1; f",
        "import \"a\" as a; 1",
        "test(\"a\")",
        "gsub(\"a\"; \"b\")",
        "no_such_function",
        "map(.; .)",
        "$unknown",
        "{$unknown}",
        ".a |",
        "\"unclosed",
        "\u0001",
      })
  void shouldRefuseToCompile(String expression) {
    assertThatThrownBy(() -> JqExpression.compile(expression))
        .isInstanceOf(ExpressionFault.class)
        .hasMessageStartingWith("Expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[range(0; 1000000000)]",
        "reduce range(0; 40) as $i ([0]; . + .)",
        "reduce range(0; 60) as $i (\"x\"; . + .)",
        "[range(0;1000)] | [.[] as $a | .[] as $b | .[] as $c | 1]",
        "[recurse(.)]",
        "until(false; .)",
        "[recurse(. + 1)]",
        "last(range(0; 1000000000))",
        "[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]"
            + "|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]|[.,.]",
        "\"x\" * 2000000000",
        "2000000000 * \"x\"",
        "[] | .[2000000000] = 1",
        "[] | setpath([2000000000]; 1)",
        "[] | .[2000000000] |= 1",
        "[range(0; 100000)] as $a | [range(0; 50000) | $a]",
        "[range(0; 100000)] as $a | [$a, $a, $a, $a, $a, $a, $a, $a] | [., ., ., ., ., ., ., .] | add",
        "[range(0; 1000) | []] + [[range(0; 100000)]] | transpose",
        "(\"a\" * 500000) as $a | $a | contains(($a[0:250000]) + \"b\")",
        "[range(0; 50000)] | . - map(. + 1)",
        "[range(0; 100000)] | map(tostring) | join(\"a\" * 100000)",
        "reduce range(0; 100000) as $i (0; [.])",
        "[range(0; 60) | [1, 2]] | [combinations]",
        "[range(0; 100000) | \"0123456789\" * 10] | join(\"\")",
      })
  void shouldEndWhateverIsWritten(String expression) {
    JqExpression compiled = JqExpression.compile(expression);
    assertThatThrownBy(() -> compiled.evaluate(json("1"), Map.of()))
        .isInstanceOf(ExpressionFault.class)
        .hasMessageStartingWith("Expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "error(\"no\")", ".a.b", "infinite", "nan", "1 / 0"})
  void shouldFailWithoutAValue(String expression) {
    assertThatThrownBy(() -> evaluate(expression, "1")).isInstanceOf(ExpressionFault.class);
  }

  @Test
  void shouldEvaluateTemplatesInObjectsAndTexts() {
    Template template =
        Template.of(
            json(
                "{'n': '${ .n }', 'text': 'n is ${ .n } and o is ${ {a: .n} }!', 'list': [1, ' ${ .n } '],"
                    + " 'plain': {'x': '$n'}}"),
            (at, fault) -> {
              throw fault;
            });
    assertThat(template.evaluate(json("{'n': 3}"), Map.of()))
        .isEqualTo(
            json(
                "{'n': 3, 'text': 'n is 3 and o is {`a`:3}!', 'list': [1, 3], 'plain': {'x': '$n'}}"
                    .replace("`", "\\'")));
  }

  @Test
  void shouldTellWhereInATemplateAFaultIs() {
    List<String> at = new ArrayList<>();
    Template.of(
        json("{'a': [{'b/c': '${ | }'}, '${ .open'], 'd': '${ now }'}"),
        (pointer, fault) -> at.add(pointer));
    assertThat(at).containsExactly("/a/0/b~1c", "/a/1", "/d");
  }

  @Test
  void shouldFindTheEndOfAnExpressionWithBracesAndStrings() {
    Template template =
        Template.of(
            json("{'x': 'a${ `}` + `\\\\(1 + (2))` }b'}".replace("`", "\\'")),
            (at, fault) -> {
              throw fault;
            });
    assertThat(template.evaluate(json("null"), Map.of()).get("x").stringValue()).isEqualTo("a}3b");
  }
}
