package dev.assay.domain.validation.check;

import dev.assay.api.id.Hashes;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The kinds of validator that need no model; a new kind is added here. */
public final class Checks {
  private static final Map<ValidatorKind, Check> BY_KIND =
      Map.of(
          ValidatorKind.REGEX, new RegexCheck(),
          ValidatorKind.JSON_SCHEMA, new JsonSchemaCheck(),
          ValidatorKind.LENGTH, new LengthCheck());

  private Checks() {}

  /** Whether a validator of this kind is computed here; a judge is not. */
  public static boolean isComputed(ValidatorKind kind) {
    return BY_KIND.containsKey(kind);
  }

  /** What is wrong with a validator's settings, of any kind; empty when they can be used. */
  public static List<SettingFault> faults(ValidatorSpec validator) {
    Check check = BY_KIND.get(validator.kind());
    return check == null ? JudgeSettings.faults(validator.with()) : check.faults(validator.with());
  }

  /**
   * The verdict of a computed validator on content: the same arguments always give the same one.
   * Where the budget does not suffice its outcome is ERROR.
   */
  public static Verdict run(ValidatorSpec validator, JsonNode content) {
    Check check = BY_KIND.get(validator.kind());
    if (check == null) {
      throw new IllegalArgumentException(validator.name() + " is not computed");
    }
    Finding finding = check.look(validator.with(), content);
    return new Verdict(
        validator.name(),
        version(validator),
        validator.kind(),
        finding.outcome(),
        finding.score(),
        finding.reason(),
        finding.evidence(),
        null);
  }

  /** The version of a computed validator: the hash of its settings. */
  public static String version(ValidatorSpec validator) {
    return Hashes.ofJson(validator.with());
  }
}
