package dev.assay.domain.validation.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the settings of all kinds have in common. */
final class Settings {
  private Settings() {}

  /** A setting that nobody reads is most likely a slip of the pen, so it is a fault. */
  static void onlyKnown(JsonNode settings, List<String> known, List<SettingFault> faults) {
    if (!settings.isObject()) {
      faults.add(new SettingFault("", "Expected the settings to be an object"));
      return;
    }
    for (String name : settings.propertyNames()) {
      if (!known.contains(name)) {
        faults.add(
            new SettingFault(
                "/" + name.replace("~", "~0").replace("/", "~1"),
                "Expected only the settings %s, but got %s"
                    .formatted(String.join(", ", known), name)));
      }
    }
  }

  /** An optional text of at most {@code most} characters. */
  static void text(JsonNode settings, String name, int most, List<SettingFault> faults) {
    JsonNode text = settings.path(name);
    if (!text.isMissingNode() && !(text.isString() && text.stringValue().length() <= most)) {
      faults.add(
          new SettingFault(
              "/" + name,
              "Expected %s to be a text of at most %d characters".formatted(name, most)));
    }
  }
}
