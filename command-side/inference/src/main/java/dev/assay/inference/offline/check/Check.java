package dev.assay.inference.offline.check;

/** A rule-based answer to one kind of question. */
@FunctionalInterface
public interface Check {
  Assessment assess(Material material, Criterion criterion);
}
