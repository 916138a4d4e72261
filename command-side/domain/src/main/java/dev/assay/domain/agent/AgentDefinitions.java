package dev.assay.domain.agent;

import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.Hashes;
import dev.assay.api.inference.ModelRef;
import dev.assay.domain.schema.JsonSchemas;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of an agent's definition beyond its shape. */
final class AgentDefinitions {
  private static final String INSTALLATION_DEFAULT = "default";

  private AgentDefinitions() {}

  /** The hash of the whole definition; the order of its members is no matter. */
  static String hash(AgentDefinition definition) {
    return Hashes.ofJson(EventJson.mapper().valueToTree(definition));
  }

  /** All faults, with pointers into the body of {@code PUT /agents/{name}}. */
  static List<InputError> faults(AgentDefinition definition) {
    List<InputError> faults = new ArrayList<>();
    if (!definition.tools().isEmpty()) {
      faults.add(
          fault(
              "/tools",
              "Expected no tools, but there are "
                  + definition.tools().size()
                  + ": this version of Assay cannot call any tool yet",
              "leave tools out"));
    }
    modelFaults(definition, faults);
    if (definition.outputSchema() != null) {
      JsonSchemas.faultsOfSchema(definition.outputSchema())
          .forEach(f -> faults.add(fault("/outputSchema" + f.pointer(), f.message(), null)));
    }
    return faults;
  }

  private static void modelFaults(AgentDefinition definition, List<InputError> faults) {
    List<String> prefer = definition.model().prefer();
    for (int i = 0; i < prefer.size(); i++) {
      if (!isModel(prefer.get(i))) {
        faults.add(
            fault(
                "/model/prefer/" + i,
                "Expected a model as provider/model or default, but got '" + prefer.get(i) + "'",
                "write default for the installation's own model"));
      }
    }
    String residency = definition.model().residency();
    if (residency != null && !residency.equals("local")) {
      faults.add(
          fault(
              "/model/residency",
              "Expected residency to be local or left out, but it is '" + residency + "'",
              null));
    }
    BigDecimal cost = definition.model().maxCostUsd();
    if (cost != null && cost.signum() < 0) {
      faults.add(
          fault("/model/maxCostUsd", "Expected maxCostUsd of at least 0, but it is " + cost, null));
    }
    Integer output = definition.model().maxOutputTokens();
    if (output != null && output < 1) {
      faults.add(
          fault(
              "/model/maxOutputTokens",
              "Expected maxOutputTokens of at least 1, but it is " + output,
              null));
    }
  }

  private static boolean isModel(String text) {
    if (text.equals(INSTALLATION_DEFAULT)) {
      return true;
    }
    try {
      ModelRef.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static InputError fault(String pointer, String detail, @Nullable String hint) {
    return new InputError(pointer, null, null, "UNPROCESSABLE", detail, hint);
  }
}
