package dev.assay.http.problem;

import dev.assay.api.CommandRejected;
import jakarta.servlet.http.HttpServletRequest;

/** Sees every refusal of a request before it is answered. */
@FunctionalInterface
public interface RefusalWatch {
  String ATTRIBUTE = RefusalWatch.class.getName();

  /** What to answer: the same refusal, or another where this one must not be answered. */
  CommandRejected about(CommandRejected refusal, HttpServletRequest request);

  /** From now on sees the refusals of this request. */
  default void watch(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The refusal as whoever watches the request leaves it. */
  static CommandRejected watched(CommandRejected refusal, HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RefusalWatch watch
        ? watch.about(refusal, request)
        : refusal;
  }
}
