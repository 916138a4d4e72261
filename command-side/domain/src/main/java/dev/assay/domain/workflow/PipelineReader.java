package dev.assay.domain.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.CombinationPolicy.Combine;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.domain.validation.Pipelines;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the {@code pipeline} and {@code producer} of a {@code validate} call, which {@code POST
 * /validations} shares. Whatever is left out gets its default: {@code onFail} revise, {@code
 * weight} 1, {@code policy} all, {@code maxRevisions} 2 with a producer and 0 without, {@code
 * onExhausted} reject.
 */
public final class PipelineReader {
  /** How many validators a pipeline may have. */
  public static final int MAX_VALIDATORS = 50;

  private static final int MAX_REVISIONS = 10;
  private static final int DEFAULT_REVISIONS = 2;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Faults faults;
  private boolean faulty;

  private PipelineReader(Faults faults) {
    this.faults =
        (pointer, code, detail, hint) -> {
          faulty = true;
          faults.add(pointer, code, detail, hint);
        };
  }

  /**
   * Reads a pipeline; null, with faults told, where it is wrong.
   *
   * @param at JSON pointer of the object that has {@code pipeline} and {@code producer}
   */
  public static @Nullable PipelineSpec read(
      @Nullable JsonNode pipeline, @Nullable JsonNode producer, String at, Faults faults) {
    PipelineReader reader = new PipelineReader(faults);
    ProducerSpec who = producer == null ? null : reader.producer(producer, at + "/producer");
    Members members = Members.of(pipeline, at + "/pipeline", "the pipeline", reader.faults);
    PipelineSpec spec = members == null ? null : reader.pipeline(members, who, producer != null);
    if (spec != null && !reader.faulty) {
      // What a validation would refuse when it is requested is better refused here.
      for (InputError fault : Pipelines.faults(spec, at + "/pipeline")) {
        reader.faults.add(fault.pointer(), "setting", fault.detail(), fault.hint());
      }
    }
    return reader.faulty ? null : spec;
  }

  /** Reads a pipeline that came by HTTP, or refuses it with {@code UNPROCESSABLE}. */
  public static PipelineSpec require(@Nullable JsonNode pipeline, @Nullable JsonNode producer) {
    List<InputError> errors = new ArrayList<>();
    PipelineSpec spec =
        read(
            pipeline,
            producer,
            "",
            (pointer, code, detail, hint) ->
                errors.add(new InputError(pointer, null, null, code, detail, hint)));
    if (spec == null) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected a pipeline that can be run, but " + errors.getFirst().detail(),
          Map.of(),
          errors);
    }
    return spec;
  }

  private @Nullable ProducerSpec producer(JsonNode json, String at) {
    Members members = Members.of(json, at, "the producer", faults);
    if (members == null) {
      return null;
    }
    members.only("the producer", Set.of("agent", "version", "input", "output"));
    String agent = agentName(members);
    Integer version = members.integer("version", 1, Integer.MAX_VALUE);
    String output = members.text("output");
    if (output != null && !output.isEmpty() && !output.startsWith("/")) {
      faults.add(
          members.pointer("output"),
          "pointer",
          "Expected output to be a JSON pointer, but it is " + output,
          "Write /" + output);
    }
    JsonNode input = members.get("input");
    return agent == null
        ? null
        : new ProducerSpec(
            agent, version, input == null ? JsonNodeFactory.instance.objectNode() : input, output);
  }

  private @Nullable String agentName(Members members) {
    String agent = members.requiredText("agent");
    if (agent != null && !AgentNames.isValid(agent)) {
      faults.add(
          members.pointer("agent"),
          "agent-name",
          "Expected an agent's name (lower-case letters, digits, inner hyphens), but it is "
              + Members.shortened(JsonNodeFactory.instance.stringNode(agent)),
          agent.contains("${") ? "Write the name itself; it cannot be computed" : null);
      return null;
    }
    return agent;
  }

  private @Nullable PipelineSpec pipeline(
      Members members, @Nullable ProducerSpec producer, boolean hasProducer) {
    members.only(
        "the pipeline",
        Set.of("validators", "policy", "maxRevisions", "onExhausted", "roundTimeout", "reviewDue"));
    List<ValidatorSpec> validators = validators(members);
    Integer revisions = members.integer("maxRevisions", 0, MAX_REVISIONS);
    OnFail exhausted =
        oneOf(members, "onExhausted", EnumSet.of(OnFail.REJECT, OnFail.ESCALATE), OnFail.REJECT);
    CombinationPolicy policy = policy(members, validators);
    int round = seconds(members, "roundTimeout", PipelineSpec.DEFAULT_ROUND_TIMEOUT_SECONDS);
    int due = seconds(members, "reviewDue", PipelineSpec.DEFAULT_REVIEW_DUE_SECONDS);
    if (revisions != null && revisions > 0 && !hasProducer) {
      faults.add(
          members.pointer("maxRevisions"),
          "no-producer",
          "Expected a producer that can revise, but there is none",
          "Add producer: {agent: …} beside pipeline, or leave maxRevisions out");
    }
    if (faulty || validators.isEmpty()) {
      return null;
    }
    return new PipelineSpec(
        validators,
        policy,
        revisions != null ? revisions : hasProducer ? DEFAULT_REVISIONS : 0,
        exhausted,
        producer,
        round,
        due);
  }

  private List<ValidatorSpec> validators(Members members) {
    List<ValidatorSpec> validators = new ArrayList<>();
    JsonNode json = members.required("validators");
    if (json == null) {
      return validators;
    }
    if (!json.isArray() || json.isEmpty() || json.size() > MAX_VALIDATORS) {
      faults.add(
          members.pointer("validators"),
          "range",
          "Expected a list of 1 to " + MAX_VALIDATORS + " validators, but it is not",
          null);
      return validators;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < json.size(); i++) {
      String at = members.pointer("validators") + "/" + i;
      ValidatorSpec validator = ValidatorReader.read(json.get(i), at, faults);
      if (validator != null && !names.add(validator.name())) {
        faults.add(
            at + "/name",
            "duplicate-name",
            "Expected one validator named " + validator.name() + ", but there are two",
            null);
      } else if (validator != null) {
        validators.add(validator);
      }
    }
    return validators;
  }

  private CombinationPolicy policy(Members pipeline, List<ValidatorSpec> validators) {
    JsonNode json = pipeline.get("policy");
    if (json == null) {
      return CombinationPolicy.EVERY_ONE;
    }
    Members members = Members.of(json, pipeline.pointer("policy"), "policy", faults);
    if (members == null) {
      return CombinationPolicy.EVERY_ONE;
    }
    members.only("policy", Set.of("combine", "threshold", "veto"));
    Combine combine = oneOf(members, "combine", EnumSet.allOf(Combine.class), Combine.ALL);
    Double threshold = members.number("threshold", 0, 1);
    if (combine == Combine.WEIGHTED && members.get("threshold") == null) {
      faults.add(
          pipeline.pointer("policy"),
          "required",
          "Expected a threshold for combine: weighted, but there is none",
          "Add threshold: 0.7");
    }
    return new CombinationPolicy(
        combine, threshold == null ? 0 : threshold, veto(members, validators));
  }

  private List<String> veto(Members policy, List<ValidatorSpec> validators) {
    List<String> veto = new ArrayList<>();
    JsonNode json = policy.get("veto");
    if (json == null) {
      return veto;
    }
    List<String> names = validators.stream().map(ValidatorSpec::name).toList();
    for (int i = 0; i < json.size(); i++) {
      String name = json.get(i).isString() ? json.get(i).stringValue() : "";
      if (names.contains(name)) {
        veto.add(name);
      } else {
        faults.add(
            policy.pointer("veto") + "/" + i,
            "unknown-validator",
            "Expected veto to name validators of this pipeline, but there is no '" + name + "'",
            Suggestion.didYouMean(name, names));
      }
    }
    if (!json.isArray()) {
      faults.add(
          policy.pointer("veto"),
          "type",
          "Expected veto to be a list of names, but it is none",
          null);
    }
    return veto;
  }

  private int seconds(Members members, String name, int otherwise) {
    JsonNode value = members.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      Duration duration =
          value.isIntegralNumber()
              ? Duration.ofSeconds(value.asLong(0))
              : Duration.parse(value.asString(""));
      if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(LONGEST) <= 0) {
        return (int) duration.toSeconds();
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Told below, together with a duration that is too short or too long.
    }
    faults.add(
        members.pointer(name),
        "duration",
        "Expected %s from 1 second to %d days, but it is %s"
            .formatted(name, LONGEST.toDays(), Members.shortened(value)),
        "Write seconds, such as 600, or a duration, such as PT10M");
    return otherwise;
  }

  private <E extends Enum<E>> E oneOf(
      Members members, String name, EnumSet<E> values, E otherwise) {
    E value = ValidatorReader.oneOf(members, name, values, faults);
    return value == null ? otherwise : value;
  }

  static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
