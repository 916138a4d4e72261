package dev.assay.api.validation;

/** What a failing verdict asks for, the weakest first; in a failed round the strongest wins. */
public enum OnFail {
  /** Send feedback to the producer, while revisions are left. */
  REVISE,
  /** Send the content to a person. */
  ESCALATE,
  /** Reject the content at once. */
  REJECT
}
