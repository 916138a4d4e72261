package dev.assay.query.audit.dossier;

import dev.assay.query.audit.bundle.RecordedLeaf.Content;
import dev.assay.query.audit.bundle.Withheld;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a dossier says (docs/reference/dossier.md); everything is taken from its events. */
final class DossierDocument {
  static final String FORMAT = "assay-dossier/1";

  private DossierDocument() {}

  static ObjectNode of(
      UUID executionId, List<ToldEvent> events, Withheld withheld, String issuedBy, Instant now) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format", FORMAT);
    document.put("issuedAt", now.toString());
    document.put("issuedBy", issuedBy);
    withheld.names().forEach(document.putArray("withheld")::add);
    Outcome.execution(document.putObject("execution"), executionId, events);
    Outcome.outcome(document.putObject("outcome"), executionId, events);
    Validations.into(document.putArray("validations"), events);
    People.decisionsInto(document.putArray("reviews"), events);
    People.into(document.putArray("people"), events);
    ModelCalls.into(document.putArray("modelCalls"), events);
    policies(document.putObject("policies"), events);
    ArrayNode told = document.putArray("events");
    events.forEach(event -> event(told.addObject(), event));
    return document;
  }

  private static void policies(ObjectNode to, List<ToldEvent> events) {
    Set<String> policies = new TreeSet<>();
    Set<String> builds = new TreeSet<>();
    for (ToldEvent event : events) {
      policies.add(event.meta("policyVersions"));
      builds.add(event.meta("build"));
    }
    ArrayNode versions = to.putArray("policyVersions");
    policies.stream().filter(it -> !it.isEmpty()).forEach(versions::add);
    ArrayNode programs = to.putArray("builds");
    builds.stream().filter(it -> !it.isEmpty()).forEach(programs::add);
  }

  private static void event(ObjectNode to, ToldEvent event) {
    to.put("index", event.leaf().index());
    to.put("position", event.leaf().position());
    to.put("eventId", event.leaf().eventId().toString());
    to.put("leafHash", event.leaf().leaf().base64());
    to.put("type", event.type());
    to.put("revision", event.leaf().revision());
    to.put("aggregateType", event.leaf().aggregateType());
    to.put("aggregateId", event.leaf().aggregateId().toString());
    to.put("sequence", event.leaf().sequence());
    to.put("time", event.leaf().time().toString());
    Members.put(to, "actor", event.principal());
    Members.put(to, "causedBy", event.meta("causationId"));
    if (event.leaf().payload().isTombstoned()) {
      to.put("payloadTombstoned", true);
    }
    content(to, "payload", event.payload(), event.leaf().payload());
    content(to, "metadata", event.metadata(), event.leaf().metadata());
  }

  /** What is not told has its hash all the same: it is what the proof is about. */
  private static void content(
      ObjectNode to, String name, @Nullable JsonNode told, Content recorded) {
    to.put(name + "Hash", recorded.hash().base64());
    if (told != null) {
      to.set(name, told);
    }
  }
}
