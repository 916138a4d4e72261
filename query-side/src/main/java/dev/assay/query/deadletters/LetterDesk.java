package dev.assay.query.deadletters;

import dev.assay.api.CommandRejected;
import dev.assay.api.access.AccessEvent;
import dev.assay.api.access.AccessEvent.DeadLetterDiscarded;
import dev.assay.api.access.AccessEvent.DeadLettersRetried;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.letters.Letter;
import dev.assay.eventstore.letters.Letter.Retry;
import dev.assay.eventstore.letters.LetterOrders;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.letters.Letters;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.TenantReader;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows an operator the letters of their tenant and takes what they want done; each wish is in the
 * record before it is done. Processes that hold the projection or process manager do it.
 */
public final class LetterDesk {
  private static final String POSITION = "position";

  private final TenantReader reader;
  private final Letters letters;
  private final LetterOrders orders;
  private final AccessRecord record;

  public LetterDesk(
      TenantReader reader, Letters letters, LetterOrders orders, AccessRecord record) {
    this.reader = reader;
    this.letters = letters;
    this.orders = orders;
    this.record = record;
  }

  Page<LetterView> list(
      Caller caller, LetterTable table, String name, PageQuery page, @Nullable String status) {
    page.order(new PageQuery.Order(POSITION, false), Set.of(POSITION));
    String wanted = Filters.oneOf("status", status, Filters.names(Letter.Status.values()));
    List<String> cursor = page.cursorParts(2);
    List<Letter> found =
        reader.read(
            caller,
            () ->
                letters.page(
                    table,
                    name,
                    wanted == null ? null : Letter.Status.valueOf(wanted),
                    cursor.isEmpty() ? 0 : position(cursor.getFirst()),
                    cursor.isEmpty() ? null : Filters.id("cursor", cursor.getLast()),
                    page.limit() + 1));
    return page.page(found, it -> List.of(String.valueOf(it.position()), it.letterId().toString()))
        .map(LetterView::of);
  }

  LetterView one(Caller caller, LetterTable table, String name, UUID letterId) {
    return LetterView.of(find(caller, table, name, letterId));
  }

  LetterView retry(Caller caller, LetterTable table, String name, UUID letterId) {
    Letter letter = parked(find(caller, table, name, letterId));
    if (!letter.first()) {
      throw CommandRejected.invalidState(
          "Expected the first letter of its sequence, but others wait before it: retry the sequence");
    }
    record(caller, retried(table, name, "letter", letter.eventId()));
    require(orders.retry(table, letter, Retry.LETTER));
    return one(caller, table, name, letterId);
  }

  LetterView retrySequence(Caller caller, LetterTable table, String name, UUID letterId) {
    Letter letter = parked(find(caller, table, name, letterId));
    record(caller, retried(table, name, "sequence", letter.eventId()));
    require(orders.retrySequence(table, letter));
    return one(caller, table, name, letterId);
  }

  int retryAll(Caller caller, LetterTable table, String name) {
    record(caller, retried(table, name, "all", null));
    return orders.retryAll(table, name, caller.tenant().value());
  }

  void discard(Caller caller, LetterTable table, String name, UUID letterId, String reason) {
    Letter letter = parked(find(caller, table, name, letterId));
    record(
        caller,
        new DeadLetterDiscarded(
            new AccessId(Uuids.next()),
            table.key(),
            name,
            letter.eventId(),
            letter.eventType(),
            letter.position(),
            reason));
    require(orders.discard(table, letter));
  }

  private Letter find(Caller caller, LetterTable table, String name, UUID letterId) {
    return reader
        .read(caller, () -> letters.find(table, name, letterId))
        .orElseThrow(() -> CommandRejected.notFound("dead letter", letterId));
  }

  private static Letter parked(Letter letter) {
    if (letter.status() != Letter.Status.PARKED) {
      throw CommandRejected.invalidState(
          "Expected a letter that is parked, but it is " + letter.status());
    }
    return letter;
  }

  private static void require(boolean done) {
    if (!done) {
      throw CommandRejected.invalidState(
          "Expected a letter that nobody is at, but it is being tried now, or has just been");
    }
  }

  private static DeadLettersRetried retried(
      LetterTable table, String name, String scope, @Nullable UUID eventId) {
    return new DeadLettersRetried(new AccessId(Uuids.next()), table.key(), name, scope, eventId);
  }

  private void record(Caller caller, AccessEvent event) {
    record.append(
        event,
        new AccessRecord.Origin(
            caller.tenant(), caller.actor(), caller.requestId(), caller.correlationId()));
  }

  private static long position(String part) {
    try {
      return Long.parseLong(part);
    } catch (NumberFormatException e) {
      throw Filters.refused("cursor", "Expected a cursor of this list, but this is none");
    }
  }
}
