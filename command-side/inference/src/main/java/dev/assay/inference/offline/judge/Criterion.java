package dev.assay.inference.offline.judge;

/**
 * One question of a rubric.
 *
 * @param weight its share in the score; above 0
 */
record Criterion(String name, String question, double weight) {
  String words() {
    return name.replace('-', ' ').replace('_', ' ') + " " + question;
  }
}
