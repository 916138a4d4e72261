package dev.assay.verifier.bundle;

/** What was seen in events that were all right. */
record EventCounts(long events, long withheldPayloads, long withheldMetadata) {
  static final EventCounts NONE = new EventCounts(0, 0, 0);

  EventCounts with(EventLine event) {
    return new EventCounts(
        events + 1,
        withheldPayloads + (event.payload().isWithheld() ? 1 : 0),
        withheldMetadata + (event.metadata().isWithheld() ? 1 : 0));
  }
}
