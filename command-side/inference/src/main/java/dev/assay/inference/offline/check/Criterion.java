package dev.assay.inference.offline.check;

/**
 * One question of a rubric.
 *
 * @param weight its share in the score; above 0
 */
public record Criterion(String name, String question, double weight) {
  public String words() {
    return name.replace('-', ' ').replace('_', ' ') + " " + question;
  }
}
