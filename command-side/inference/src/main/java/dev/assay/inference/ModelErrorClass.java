package dev.assay.inference;

/** The kinds of failure of a model call, as {@code ModelFailure.errorClass} names them. */
public enum ModelErrorClass {
  /** No answer before the deadline or the provider's time limit. */
  TIMEOUT,
  /** The provider cannot be reached, is broken or is cut off by its circuit breaker. */
  UNAVAILABLE,
  /** The provider asks to slow down. */
  RATE_LIMITED,
  /** The provider or the model refuses this content or this caller. */
  REFUSED,
  /** The provider does not understand the request; it would not understand it later either. */
  INVALID_REQUEST,
  /** The provider has no such model. */
  UNKNOWN_MODEL,
  /** A mistake on our side. */
  INTERNAL
}
