package dev.assay.api.validation;

/** The kinds of validator. All but the judge are computed without a model. */
public enum ValidatorKind {
  REGEX,
  JSON_SCHEMA,
  LENGTH,
  JUDGE
}
