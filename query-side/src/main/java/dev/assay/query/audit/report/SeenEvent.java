package dev.assay.query.audit.report;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.query.audit.bundle.RecordedLeaf;
import dev.assay.query.audit.report.catalogue.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An event of the record as a report looks at it: as it is stored, its revision read as the current
 * one. Texts stay sealed, so a sealed value is there, whoever may still open it.
 */
final class SeenEvent {
  /** What stands where there should be somebody. */
  private static final Set<String> NOBODY = Set.of("anonymous", "none", "unknown");

  private static final String ERASED = "[erased]";

  private final RecordedLeaf leaf;
  private final EventCodec codec;
  private final Set<String> erasedSubjects;
  private @Nullable JsonNode metadata;
  private @Nullable JsonNode payload;
  private @Nullable String unreadable;
  private @Nullable List<Lack> envelope;
  private @Nullable Place place;

  SeenEvent(RecordedLeaf leaf, EventCodec codec, Set<String> erasedSubjects) {
    this.leaf = leaf;
    this.codec = codec;
    this.erasedSubjects = erasedSubjects;
  }

  Place place(long treeSize) {
    Place known = place;
    if (known == null) {
      known = Place.of(leaf, treeSize);
      place = known;
    }
    return known;
  }

  String type() {
    return leaf.type();
  }

  /** What of the envelope is missing, or that nobody can read the event. */
  List<Lack> envelope() {
    List<Lack> known = envelope;
    if (known == null) {
      known = new ArrayList<>();
      for (Member member : Member.ENVELOPE) {
        Lack lack = missing(member, JsonPointer.empty());
        if (lack != null) {
          known.add(lack);
        }
      }
      payload();
      if (unreadable != null) {
        known.add(new Lack("/", unreadable));
      }
      envelope = known;
    }
    return known;
  }

  /** Why a member has no value; null where it has one, or had one until it was erased. */
  @Nullable Lack missing(Member member, JsonPointer pointer) {
    if (member.isOfPayload()) {
      return payloadOf(member, pointer);
    }
    String value = metadata(member.name());
    if (value == null || value.isBlank()) {
      return isErased(leaf.metadata()) ? null : lack(member, value == null ? "absent" : "blank");
    }
    boolean isNobody = member.name().startsWith("actor.") && NOBODY.contains(value);
    return isNobody ? lack(member, value) : null;
  }

  private @Nullable Lack payloadOf(Member member, JsonPointer pointer) {
    if (isErased(leaf.payload())) {
      return null;
    }
    JsonNode value = payload().at(pointer);
    boolean isBlank = value.isString() && value.stringValue().isBlank();
    return value.isMissingNode() || value.isNull()
        ? lack(member, "absent")
        : isBlank ? lack(member, "blank") : null;
  }

  /** Null where nothing readable is there. */
  @Nullable String value(Member member, JsonPointer pointer) {
    if (!member.isOfPayload()) {
      return metadata(member.name());
    }
    JsonNode value = payload().at(pointer);
    return value.isMissingNode() || value.isNull() ? null : value.asString("");
  }

  /** Whether the payload's members cannot be told at all. */
  boolean isUnreadable() {
    payload();
    return unreadable != null || isErased(leaf.payload());
  }

  /** Whether a member reads {@code [erased]}. */
  boolean isErased(JsonPointer pointer, boolean personal) {
    String subject = metadata(MetadataKeys.SUBJECT);
    return isErased(leaf.payload())
        || ERASED.equals(payload().at(pointer).stringValue(""))
        || personal && subject != null && erasedSubjects.contains(subject);
  }

  private static boolean isErased(RecordedLeaf.Content content) {
    return content.stored() == null;
  }

  private static Lack lack(Member member, String found) {
    return new Lack(member.toString(), "Expected a value, but it is " + found);
  }

  /** Null where there is no such text. */
  private @Nullable String metadata(String name) {
    JsonNode known = metadata;
    if (known == null) {
      known = JsonNodeFactory.instance.missingNode();
      byte[] stored = leaf.metadata().stored();
      try {
        known = stored == null ? known : EventJson.tree(stored);
      } catch (JacksonException e) {
        // Each name will be found missing.
      }
      metadata = known;
    }
    JsonNode value = known.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  private JsonNode payload() {
    JsonNode known = payload;
    if (known == null) {
      known = JsonNodeFactory.instance.missingNode();
      byte[] stored = leaf.payload().stored();
      if (stored != null) {
        try {
          known = codec.upcast(EventCatalog.named(leaf.type()), leaf.revision(), stored);
        } catch (UnknownEventException e) {
          unreadable = e.getMessage();
        } catch (JacksonException e) {
          unreadable = "Expected JSON as payload, but it is something else";
        }
      }
      payload = known;
    }
    return known;
  }
}
