package dev.assay.qa.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** No event twice, none missing, none out of order: what holds of any record. */
final class OrderRules {
  private record CommandOf(UUID tenant, UUID command) {}

  private OrderRules() {}

  /**
   * @param events by position, those without a place last
   */
  static void check(List<RecordedEvent> events, Findings findings) {
    positions(events, findings);
    uniqueIds(events, findings);
    aggregates(events, findings);
    commands(events, findings);
  }

  private static void positions(List<RecordedEvent> events, Findings findings) {
    findings.checking("positions are dense");
    Map<UUID, Long> ofTenant = new HashMap<>();
    long expected = 1;
    for (RecordedEvent event : events) {
      findings.require(event.position() > 0, "%s has no place in the order", event);
      findings.require(
          event.position() == expected, "expected position %d, but got %s", expected, event);
      expected = event.position() + 1;
      long next = ofTenant.merge(event.tenant(), 1L, Long::sum);
      findings.require(
          event.tenantPosition() == next,
          "expected tenant position %d, but %s has %d",
          next,
          event,
          event.tenantPosition());
      ofTenant.put(event.tenant(), event.tenantPosition());
    }
  }

  private static void uniqueIds(List<RecordedEvent> events, Findings findings) {
    findings.checking("event ids are unique");
    Set<UUID> seen = new HashSet<>();
    for (RecordedEvent event : events) {
      findings.require(seen.add(event.id()), "%s has the id of another", event);
    }
  }

  private static void aggregates(List<RecordedEvent> events, Findings findings) {
    findings.checking("sequences are dense");
    Map<UUID, Long> last = new HashMap<>();
    Map<UUID, String> types = new HashMap<>();
    for (RecordedEvent event : events) {
      long expected = last.getOrDefault(event.aggregate(), -1L) + 1;
      findings.require(
          event.sequence() == expected, "expected sequence %d, but got %s", expected, event);
      last.put(event.aggregate(), event.sequence());
      String type = types.putIfAbsent(event.aggregate(), event.aggregateType());
      findings.require(
          type == null || type.equals(event.aggregateType()), "%s is of a %s", event, type);
    }
  }

  /** The events of one command are one append: one aggregate, ordinals and sequences in a row. */
  private static void commands(List<RecordedEvent> events, Findings findings) {
    findings.checking("a command appends once");
    Map<CommandOf, RecordedEvent> last = new HashMap<>();
    for (RecordedEvent event : events) {
      RecordedEvent before = last.put(new CommandOf(event.tenant(), event.command()), event);
      if (before == null) {
        findings.require(event.ordinal() == 0, "%s begins at ordinal %d", event, event.ordinal());
      } else {
        findings.require(
            event.ordinal() == before.ordinal() + 1
                && event.aggregate().equals(before.aggregate())
                && event.sequence() == before.sequence() + 1,
            "%s follows %s under the same command",
            event,
            before);
      }
    }
  }
}
