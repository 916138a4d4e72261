package dev.assay.inference.offline;

import dev.assay.api.id.Hashes;
import dev.assay.inference.offline.draft.Drafter;
import dev.assay.inference.offline.judge.Judge;
import dev.assay.inference.offline.prompt.Prompt;
import dev.assay.inference.offline.prompt.Skill;
import java.util.Locale;

/** Chooses by the role which skill answers. Pure, thread-safe, without state. */
public final class OfflineEngine {
  /** Raised with every change that can change an answer. */
  static final String VERSION = "1";

  static final String MODEL = "extractive-1";
  static final String DIGEST = Hashes.ofText(MODEL + " engine " + VERSION);

  private final Skill drafter = new Drafter();
  private final Skill judge = new Judge();
  private final Skill assistant = new Assistant();

  /**
   * @throws CannotAnswer where the prompt asks for what the engine cannot do
   */
  public String answer(Prompt prompt) {
    return skill(prompt).answer(prompt);
  }

  private Skill skill(Prompt prompt) {
    String role = prompt.role().toLowerCase(Locale.ROOT);
    if (role.matches(".*\\b(?:judge|critic|grader|evaluator|validator)\\b.*")) {
      return judge;
    }
    boolean drafts = role.matches(".*\\b(?:drafter|summari[sz]er|writer|editor|reviser)\\b.*");
    return drafts ? drafter : assistant;
  }
}
