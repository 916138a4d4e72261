package dev.assay.inference.offline.judge;

/** A rule-based answer to one kind of question. */
@FunctionalInterface
interface Check {
  Assessment assess(Material material, Criterion criterion);
}
