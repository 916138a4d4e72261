package dev.assay.eventstore.engine;

import dev.assay.api.event.UnknownEventException;

/**
 * Stands for an event that this build cannot read, where a consumer may go on with others.
 *
 * @param type the stable name it was written under
 */
public record UnreadableEvent(String type, UnknownEventException why) {}
