package dev.assay.api.event;

import tools.jackson.databind.node.ObjectNode;

/** Reads one old revision of one event as the next revision. Pure; stored bytes never change. */
public interface EventUpcaster {
  /** The stable event name. */
  String eventName();

  /** The revision that is read; the result has this revision plus one. */
  int fromRevision();

  ObjectNode upcast(ObjectNode payload);
}
