package dev.assay.query.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.seal.SealedText;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps questions as the record keeps texts: sealed. */
public final class Questions {
  private static final String ERASED = '"' + SealedText.ERASED + '"';

  private final Sealing sealing;

  public Questions(Sealing sealing) {
    this.sealing = sealing;
  }

  public JsonNode sealed(KeptQuestion question, Whose whose) {
    ObjectNode json = EventJson.mapper().valueToTree(question);
    sealing.seal(json, question, whose);
    return json;
  }

  /** Refuses one of which texts have been erased since: nobody has asked what is left. */
  public KeptQuestion opened(JsonNode sealed, TenantId tenant) {
    JsonNode json = json(sealed, tenant);
    if (json.toString().contains(ERASED)) {
      throw new CommandRejected(
          RejectionCode.UNPROCESSABLE,
          "Expected to read the whole question, but texts of it have been erased");
    }
    return EventJson.mapper().treeToValue(json, KeptQuestion.class);
  }

  /** For a reader: what was asked, the agent's version among the changes, as it was sent. */
  public JsonNode shown(JsonNode sealed, TenantId tenant) {
    JsonNode kept = json(sealed, tenant);
    JsonNode version = kept.get("agentVersion");
    JsonNode question = kept.path("question");
    if (version != null && question.get("changes") instanceof ObjectNode changes) {
      changes.set("agentVersion", version);
    }
    return question;
  }

  private JsonNode json(JsonNode sealed, TenantId tenant) {
    return sealing.open(sealed.deepCopy(), tenant.value());
  }
}
