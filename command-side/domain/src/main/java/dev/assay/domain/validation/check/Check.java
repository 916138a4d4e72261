package dev.assay.domain.validation.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** One kind of computed validator. */
interface Check {
  /** What is wrong with settings, with pointers into them; empty when they can be used. */
  List<SettingFault> faults(JsonNode settings);

  /** Looks at content. The settings have no fault. */
  Finding look(JsonNode settings, JsonNode content);
}
