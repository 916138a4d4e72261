package dev.assay.eventstore.processing.parking;

import dev.assay.eventstore.letters.Cause;

/**
 * What is thrown, and logged by Axon, instead of the failure itself: that one's messages may quote
 * the event, or the row that the database refused.
 */
final class EventNotHandled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventNotHandled(ProcessEvent event, Throwable failure) {
    super(
        "Expected to handle %s, but got %s at %s"
            .formatted(
                event,
                Cause.of(failure),
                failure.getStackTrace().length == 0 ? "unknown" : failure.getStackTrace()[0]));
  }
}
