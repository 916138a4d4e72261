package dev.assay.query.audit.report;

import dev.assay.api.event.EventCatalog;
import dev.assay.query.audit.report.catalogue.Evidence;
import dev.assay.query.audit.report.catalogue.Member;
import dev.assay.query.audit.report.catalogue.PayloadMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/** One piece of evidence, ready to be held against many events. */
final class EvidenceCheck {
  private static final JsonPointer NOWHERE = JsonPointer.empty();

  private final Evidence evidence;
  private final boolean isEverything;
  private final Set<String> types;
  private final Map<Member, JsonPointer> pointers = new HashMap<>();
  private final Map<String, List<Member>> personal = new HashMap<>();
  private long events;

  EvidenceCheck(Evidence evidence) {
    this.evidence = evidence;
    this.isEverything = evidence.isEverything();
    this.types = new HashSet<>(evidence.types());
    evidence.payloadMembers().forEach(member -> pointers.put(member, member.pointer()));
    for (String type : types) {
      EventCatalog.Entry entry = EventCatalog.named(type);
      personal.put(
          type,
          evidence.must().stream()
              .filter(Member::isOfPayload)
              .filter(member -> PayloadMember.find(entry, member).personal())
              .toList());
    }
  }

  Evidence evidence() {
    return evidence;
  }

  /** Of those it was asked about, how many are this evidence. */
  long events() {
    return events;
  }

  /** Whether the event is this evidence; then it is counted. What cannot be read may be. */
  boolean counts(SeenEvent event) {
    if (!isEverything && !types.contains(event.type())) {
      return false;
    }
    for (Map.Entry<Member, String> only : evidence.only().entrySet()) {
      boolean cannotTell = only.getKey().isOfPayload() && event.isUnreadable();
      if (!cannotTell && !only.getValue().equals(event.value(only.getKey(), at(only.getKey())))) {
        return false;
      }
    }
    events++;
    return true;
  }

  /** What the event should say and does not. */
  List<Lack> missing(SeenEvent event) {
    List<Lack> missing = new ArrayList<>();
    for (Member member : evidence.must()) {
      Lack lack = event.missing(member, at(member));
      if (lack != null) {
        missing.add(lack);
      }
    }
    evidence
        .expects()
        .forEach(
            (member, values) -> {
              String value = event.value(member, at(member));
              if (value == null || !values.contains(value)) {
                missing.add(
                    new Lack(
                        member.toString(),
                        "Expected one of %s, but it is %s"
                            .formatted(values, value == null ? "absent" : value)));
              }
            });
    return missing;
  }

  /** Whether something mandatory of the event reads {@code [erased]}. */
  boolean isErased(SeenEvent event) {
    List<Member> personalOnes = personal.getOrDefault(event.type(), List.of());
    for (Member member : evidence.must()) {
      if (member.isOfPayload() && event.isErased(at(member), personalOnes.contains(member))) {
        return true;
      }
    }
    return false;
  }

  private JsonPointer at(Member member) {
    return pointers.getOrDefault(member, NOWHERE);
  }
}
