package dev.assay.domain.validation.check;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the settings of all kinds have in common. */
final class Settings {
  private static final int MOST_SHOWN = 60;

  private Settings() {}

  /** A setting that nobody reads is most likely a slip of the pen, so it is a fault. */
  static void onlyKnown(JsonNode settings, List<String> known, List<SettingFault> faults) {
    if (!settings.isObject()) {
      faults.add(new SettingFault("", "Expected the settings to be an object" + but(settings)));
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

  /** The end of a sentence that says what was expected instead. */
  static String but(JsonNode found) {
    String shown = found.toString();
    return found.isMissingNode()
        ? ", but it is missing"
        : ", but it is " + (shown.length() <= MOST_SHOWN ? shown : "something longer");
  }

  /** An optional text of at most {@code most} characters. */
  static void text(JsonNode settings, String name, int most, List<SettingFault> faults) {
    JsonNode text = settings.path(name);
    if (!text.isMissingNode() && !(text.isString() && text.stringValue().length() <= most)) {
      faults.add(
          new SettingFault(
              "/" + name,
              "Expected %s to be a text of at most %d characters".formatted(name, most)
                  + but(text)));
    }
  }
}
