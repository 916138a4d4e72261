package dev.assay.api.event.upcasters;

import dev.assay.api.event.EventUpcaster;
import tools.jackson.databind.node.ObjectNode;

/**
 * Revision 1 did not count the prompt's characters; they are left unknown, because its messages may
 * be sealed or erased by now. No model was told of a tool then.
 */
public final class ModelCallRequested1 implements EventUpcaster {
  @Override
  public String eventName() {
    return "agent-execution.model-call-requested";
  }

  @Override
  public int fromRevision() {
    return 1;
  }

  @Override
  public ObjectNode upcast(ObjectNode payload) {
    return payload.put("toolsOffered", 0);
  }
}
