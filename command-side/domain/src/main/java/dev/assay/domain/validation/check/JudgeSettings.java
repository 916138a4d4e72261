package dev.assay.domain.validation.check;

import dev.assay.api.agent.AgentNames;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The settings of a judge: {@code {agent, version?, rubric: {name, criteria: [{name, question,
 * weight?}], threshold?}}}. The judging itself is an agent's work.
 */
final class JudgeSettings {
  private static final int MAX_CRITERIA = 50;

  private JudgeSettings() {}

  static List<SettingFault> faults(JsonNode settings) {
    List<SettingFault> faults = new ArrayList<>();
    Settings.onlyKnown(settings, List.of("agent", "version", "rubric"), faults);
    JsonNode agent = settings.path("agent");
    if (!agent.isString() || !AgentNames.isValid(agent.stringValue())) {
      faults.add(
          new SettingFault(
              "/agent", "Expected agent to be the name of an agent" + Settings.but(agent)));
    }
    JsonNode version = settings.path("version");
    if (!version.isMissingNode() && !(version.canConvertToInt() && version.intValue() >= 1)) {
      faults.add(
          new SettingFault(
              "/version", "Expected version to be a whole number from 1" + Settings.but(version)));
    }
    rubricFaults(settings.path("rubric"), faults);
    return faults;
  }

  private static void rubricFaults(JsonNode rubric, List<SettingFault> faults) {
    JsonNode criteria = rubric.path("criteria");
    JsonNode name = rubric.path("name");
    if (!name.isString()) {
      faults.add(
          new SettingFault(
              "/rubric/name", "Expected the name of the rubric to be a text" + Settings.but(name)));
    }
    if (!criteria.isArray() || criteria.isEmpty() || criteria.size() > MAX_CRITERIA) {
      faults.add(
          new SettingFault(
              "/rubric/criteria",
              "Expected 1 to %d criteria, but there are %d"
                  .formatted(MAX_CRITERIA, criteria.size())));
    }
    for (int i = 0; i < criteria.size(); i++) {
      criterionFaults("/rubric/criteria/" + i, criteria.get(i), faults);
    }
    JsonNode threshold = rubric.path("threshold");
    if (!threshold.isMissingNode()
        && !(threshold.isNumber()
            && threshold.doubleValue() >= 0
            && threshold.doubleValue() <= 1)) {
      faults.add(
          new SettingFault(
              "/rubric/threshold", "Expected threshold from 0 to 1" + Settings.but(threshold)));
    }
  }

  private static void criterionFaults(
      String pointer, JsonNode criterion, List<SettingFault> faults) {
    if (!criterion.path("name").isString() || !criterion.path("question").isString()) {
      faults.add(
          new SettingFault(
              pointer,
              "Expected a criterion to have a name and a question" + Settings.but(criterion)));
    }
    JsonNode weight = criterion.path("weight");
    if (!weight.isMissingNode() && !(weight.isNumber() && weight.doubleValue() >= 0)) {
      faults.add(
          new SettingFault(
              pointer + "/weight", "Expected a weight of at least 0" + Settings.but(weight)));
    }
  }
}
