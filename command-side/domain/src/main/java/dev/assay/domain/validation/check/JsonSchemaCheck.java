package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.domain.budget.StepBudgetExceeded;
import dev.assay.domain.schema.JsonSchemas;
import dev.assay.domain.schema.SchemaFault;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether content matches a JSON Schema: {@code {schema}}. */
final class JsonSchemaCheck implements Check {
  private static final String SCHEMA = "schema";

  @Override
  public List<SettingFault> faults(JsonNode settings) {
    List<SettingFault> faults = new ArrayList<>();
    Settings.onlyKnown(settings, List.of(SCHEMA), faults);
    JsonNode schema = settings.get(SCHEMA);
    if (schema == null) {
      faults.add(new SettingFault("", "Expected a schema, but there is none"));
    } else {
      JsonSchemas.faultsOfSchema(schema)
          .forEach(f -> faults.add(new SettingFault("/schema" + f.pointer(), f.message())));
    }
    return faults;
  }

  @Override
  public Finding look(JsonNode settings, JsonNode content) {
    try {
      List<SchemaFault> faults = JsonSchemas.faults(settings.path(SCHEMA), content);
      if (faults.isEmpty()) {
        return Finding.pass("The content matches the schema");
      }
      SchemaFault first = faults.getFirst();
      String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
      return Finding.fail(
          0,
          "Expected content that matches the schema, but " + first + more,
          faults.stream().limit(Quotes.MAX_COUNT).map(f -> evidence(f, content)).toList());
    } catch (StepBudgetExceeded e) {
      return Finding.error("Expected the schema to be decided, but that takes " + e.getMessage());
    }
  }

  private static Evidence evidence(SchemaFault fault, JsonNode content) {
    JsonNode value = fault.pointer().isEmpty() ? content : content.at(fault.pointer());
    return new Evidence(Quotes.clip(value.toString()), null, null, fault.toString());
  }
}
