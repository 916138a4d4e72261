package dev.assay.inference.offline.examples;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelRequest;
import dev.assay.inference.TokenSink;
import dev.assay.inference.offline.OfflineModelProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least of a pipeline that can show what the example workflow does with the offline model:
 * draft, validators of the workflow's own definition, veto and weighted policy, feedback, revision.
 * The product's pipeline is a saga; this one is only to judge the model.
 */
final class TinyPipeline {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OfflineModelProvider model = new OfflineModelProvider();
  private final JsonNode summariser = Examples.yaml("agents/summariser.yaml");
  private final JsonNode judge = Examples.yaml("agents/judge.yaml");
  private final JsonNode pipeline;

  TinyPipeline(JsonNode workflow) {
    pipeline = workflow.at("/do/1/check/with/pipeline");
  }

  enum Decision {
    ACCEPTED,
    REJECTED,
    ESCALATED
  }

  /**
   * @param rounds how often validators looked, from 1
   */
  record Outcome(Decision decision, int rounds, String content, List<String> log) {}

  private record Verdict(
      String name, boolean passed, double score, String onFail, String feedback) {}

  Outcome run(String document) {
    Map<String, String> input = new LinkedHashMap<>(Map.of("document", document));
    JsonNode draft = ask(summariser, input);
    List<String> log = new ArrayList<>();
    for (int round = 1; ; round++) {
      List<Verdict> verdicts = new ArrayList<>();
      for (JsonNode validator : pipeline.path("validators")) {
        verdicts.add(verdict(validator, draft, document));
      }
      List<Verdict> failing = verdicts.stream().filter(v -> !v.passed).toList();
      failing.forEach(v -> log.add(v.feedback));
      if (passes(verdicts)) {
        return new Outcome(Decision.ACCEPTED, round, draft.path("text").asString(), log);
      }
      List<String> wishes = failing.stream().map(Verdict::onFail).toList();
      boolean exhausted = round > pipeline.path("maxRevisions").asInt();
      if (wishes.contains("reject") || wishes.contains("escalate") || exhausted) {
        Decision end = wishes.contains("reject") ? Decision.REJECTED : Decision.ESCALATED;
        return new Outcome(end, round, draft.path("text").asString(), log);
      }
      input.put("draft", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(draft));
      input.put("feedback", feedback(failing));
      draft = ask(summariser, input);
    }
  }

  private boolean passes(List<Verdict> verdicts) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < verdicts.size(); i++) {
      double weight = pipeline.path("validators").path(i).path("weight").asDouble(1);
      sum += weight * verdicts.get(i).score;
      weights += weight;
    }
    List<String> veto = pipeline.at("/policy/veto").valueStream().map(JsonNode::asString).toList();
    return sum / weights >= pipeline.at("/policy/threshold").asDouble()
        && verdicts.stream().noneMatch(v -> !v.passed && veto.contains(v.name));
  }

  private static String feedback(List<Verdict> failing) {
    StringBuilder text = new StringBuilder("The draft was refused. Mend these points:");
    int number = 0;
    for (Verdict verdict : failing) {
      text.append("\n").append(++number).append(". ").append(verdict.feedback);
    }
    return text.toString();
  }

  private Verdict verdict(JsonNode validator, JsonNode content, String document) {
    JsonNode with = validator.path("with");
    String name = validator.path("name").asString();
    String onFail = validator.path("onFail").asString("revise");
    return switch (validator.path("kind").asString()) {
      case "length" -> length(name, with, content.path("text").asString());
      case "regex" -> regex(name, with, content.path("text").asString());
      case "json-schema" -> schema(name, with.path("schema"), content);
      case "judge" -> judged(name, onFail, with.path("rubric"), content, document);
      default -> throw new IllegalStateException("Expected a known kind, but got " + validator);
    };
  }

  private static Verdict length(String name, JsonNode with, String text) {
    String[] words = text.strip().split("\\s+");
    int most = with.path("maxWords").asInt();
    int least = with.path("minWords").asInt();
    if (words.length > most) {
      String rest = String.join(" ", List.of(words).subList(most, words.length));
      return new Verdict(
          name,
          false,
          (double) most / words.length,
          "revise",
          "%s: Expected at most %d words, but there are %d\n   - \"%s\""
              .formatted(
                  name, most, words.length, rest.substring(0, Math.min(500, rest.length()))));
    }
    String few =
        "%s: Expected at least %d words, but there are %d".formatted(name, least, words.length);
    return new Verdict(name, words.length >= least, words.length >= least ? 1 : 0, "revise", few);
  }

  private static Verdict regex(String name, JsonNode with, String text) {
    Matcher matcher = Pattern.compile(with.path("mustNotMatch").asString()).matcher(text);
    StringBuilder feedback = new StringBuilder(name + ": " + with.path("message").asString());
    boolean found = false;
    while (matcher.find()) {
      found = true;
      feedback.append("\n   - \"").append(matcher.group()).append('"');
    }
    return new Verdict(name, !found, found ? 0 : 1, "revise", feedback.toString());
  }

  private static Verdict schema(String name, JsonNode schema, JsonNode content) {
    Schema checked =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    List<com.networknt.schema.Error> errors = checked.validate(content);
    return new Verdict(
        name, errors.isEmpty(), errors.isEmpty() ? 1 : 0, "revise", name + ": " + errors);
  }

  private Verdict judged(
      String name, String onFail, JsonNode rubric, JsonNode content, String document) {
    Map<String, String> input = new LinkedHashMap<>();
    input.put("content", content.path("text").asString());
    input.put("context", document);
    input.put("rubric", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rubric));
    JsonNode answer = ask(judge, input);
    StringBuilder feedback = new StringBuilder(name + ": " + answer.path("reason").asString());
    answer
        .path("evidence")
        .valueStream()
        .limit(3)
        .forEach(
            e ->
                feedback.append(
                    "\n   - \"%s\" (%s)"
                        .formatted(e.path("quote").asString(), e.path("note").asString())));
    return new Verdict(
        name,
        answer.path("outcome").asString().equals("PASS"),
        answer.path("score").asDouble(),
        onFail,
        feedback.toString());
  }

  /** As the product builds prompts: the role, the instructions, the input's members as sections. */
  private JsonNode ask(JsonNode agent, Map<String, String> input) {
    String system =
        "Role: %s\n%s"
            .formatted(agent.path("role").asString(), agent.path("instructions").asString());
    StringBuilder user = new StringBuilder();
    input.forEach(
        (name, text) ->
            user.append(
                "<%1$s>\n%2$s\n</%1$s>\n"
                    .formatted(name, text.replace("</" + name + ">", "<\\/" + name + ">"))));
    ModelRequest request =
        new ModelRequest(
            "extractive-1",
            new ModelParameters(null, null, null),
            List.of(
                new ModelMessage(Speaker.SYSTEM, system),
                new ModelMessage(Speaker.USER, user.toString())),
            agent.get("outputSchema"),
            Instant.now().plusSeconds(60),
            new UUID(0, 1));
    try {
      return JSON.readTree(model.call(request, TokenSink.NONE).text());
    } catch (ModelCallException e) {
      throw new IllegalStateException(e);
    }
  }
}
