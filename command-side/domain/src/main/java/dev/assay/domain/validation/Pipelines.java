package dev.assay.domain.validation;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.id.TenantId;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.domain.agent.AgentVersions;
import dev.assay.domain.validation.check.Checks;
import dev.assay.domain.validation.check.SettingFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What must hold of a pipeline before it runs. */
public final class Pipelines {
  private Pipelines() {}

  /**
   * What is wrong with the settings of its validators and its producer, whatever agents there are.
   *
   * @param pointer JSON pointer of the pipeline in what the author wrote
   */
  public static List<InputError> faults(PipelineSpec pipeline, String pointer) {
    List<InputError> faults = new ArrayList<>();
    for (int i = 0; i < pipeline.validators().size(); i++) {
      ValidatorSpec validator = pipeline.validators().get(i);
      String at = pointer + "/validators/" + i + "/with";
      for (SettingFault fault : Checks.faults(validator)) {
        faults.add(fault(at + fault.pointer(), validator.name() + ": " + fault.message()));
      }
    }
    ProducerSpec producer = pipeline.producer();
    if (producer != null && producer.outputPointer() != null) {
      producerFault(producer.outputPointer(), faults);
    }
    return faults;
  }

  /** The agents that it names and that cannot be run now in this tenant. */
  static List<InputError> missingAgents(
      PipelineSpec pipeline, TenantId tenant, AgentVersions agents) {
    List<InputError> faults = new ArrayList<>();
    for (int i = 0; i < pipeline.validators().size(); i++) {
      ValidatorSpec validator = pipeline.validators().get(i);
      String judge = validator.judgeAgent();
      if (judge != null) {
        JsonNode version = validator.with().path("version");
        Integer number = version.canConvertToInt() ? (Integer) version.intValue() : null;
        String at = "/pipeline/validators/" + i + "/with/agent";
        agentFault(agents, tenant, judge, number, at, faults);
      }
    }
    ProducerSpec producer = pipeline.producer();
    if (producer != null) {
      agentFault(agents, tenant, producer.agent(), producer.version(), "/producer/agent", faults);
    }
    return faults;
  }

  private static void agentFault(
      AgentVersions agents,
      TenantId tenant,
      String name,
      @Nullable Integer version,
      String pointer,
      List<InputError> faults) {
    try {
      agents.toRun(tenant, name, version);
    } catch (CommandRejected e) {
      faults.add(fault(pointer, String.valueOf(e.getMessage())));
    }
  }

  private static void producerFault(String pointer, List<InputError> faults) {
    try {
      JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      faults.add(
          fault(
              "/producer/output",
              "Expected output to be a JSON pointer, but it is '" + pointer + "'"));
    }
  }

  private static InputError fault(String pointer, String detail) {
    return new InputError(pointer, null, null, "UNPROCESSABLE", detail, null);
  }
}
