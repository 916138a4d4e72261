package dev.assay.api.event.upcasters;

import dev.assay.api.event.EventUpcaster;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revision 1 did not count the answer's characters: they stay unknown, as its text may be erased.
 */
public final class ModelCallAnswered1 implements EventUpcaster {
  @Override
  public String eventName() {
    return "agent-execution.model-call-answered";
  }

  @Override
  public int fromRevision() {
    return 1;
  }

  @Override
  public ObjectNode upcast(ObjectNode payload) {
    return payload;
  }
}
