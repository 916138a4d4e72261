package dev.assay.verifier.bundle;

import dev.assay.verifier.bundle.EventLine.Presence;

/** What was seen in events that were all right. */
record EventCounts(
    long events, long withheldPayloads, long tombstonedPayloads, long withheldMetadata) {
  static final EventCounts NONE = new EventCounts(0, 0, 0, 0);

  EventCounts with(EventLine event) {
    Presence payload = event.payload().presence();
    return new EventCounts(
        events + 1,
        withheldPayloads + (payload == Presence.WITHHELD ? 1 : 0),
        tombstonedPayloads + (payload == Presence.TOMBSTONED ? 1 : 0),
        withheldMetadata + (event.metadata().presence() == Presence.WITHHELD ? 1 : 0));
  }
}
