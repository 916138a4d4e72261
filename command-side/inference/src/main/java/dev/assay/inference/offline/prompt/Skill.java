package dev.assay.inference.offline.prompt;

/** One thing the offline model can do. Pure: the same prompt gives the same answer, always. */
@FunctionalInterface
public interface Skill {
  /**
   * @return the answer, in the form that the prompt's schema asks for
   * @throws CannotAnswer where the prompt lacks what is needed or its schema cannot be met
   */
  String answer(Prompt prompt);
}
