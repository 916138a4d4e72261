package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.bundle.Finding.Outcome;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events that were changed, left out, added or put in another order, and where that is seen. */
class ChangedEventsTest {
  private final TestVerifier verifier = new TestVerifier();
  private final Random random = verifier.random;
  private final TestLog log = verifier.log;
  private final TestTenant tenant = verifier.tenant;

  @Test
  void shouldNameTheEventWhosePayloadChanged() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestEvent changed =
        tenant.events().get(6).withPayload("{\"paid\":true}".getBytes(StandardCharsets.UTF_8));
    String line = changed.line(tenant.pseudonym(), 6, Withheld.NOTHING, null);
    String claimed = tenant.events().get(6).leaf(tenant.pseudonym(), 6).base64();
    String honestLeaf = line.replace(changed.leaf(tenant.pseudonym(), 6).base64(), claimed);
    replaceLine(bundle, 6, honestLeaf);

    Report report = verifier.verify(bundle);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.EVENTS);
    Place place = report.firstBadPlace().orElseThrow();
    assertThat(place.line()).isEqualTo(7);
    assertThat(place.index()).hasValue(6);
    assertThat(place.eventId()).isEqualTo(changed.eventId());
    assertThat(place.toString()).isEqualTo("line 7, index 6, event " + changed.eventId());
    assertThat(report.finding(Check.EVENTS).message()).contains("it was changed");
    assertThat(report.finding(Check.TREE).outcome()).isEqualTo(Outcome.SKIPPED);
  }

  @Test
  void shouldSeeThatAnEventAndItsLeafWereChangedTogether() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    TestEvent changed = tenant.events().get(6).withPayload(new byte[] {1, 2, 3});
    replaceLine(bundle, 6, changed.line(tenant.pseudonym(), 6, Withheld.NOTHING, null));

    Report report = verifier.verify(bundle);

    assertThat(report.isVerified()).isFalse();
    assertThat(report.finding(Check.EVENTS).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(report.firstBad().orElseThrow().check()).isEqualTo(Check.TREE);
  }

  @Test
  void shouldNarrowDownWhereAnEventAndItsLeafWereChangedTogether() throws IOException {
    TestTenant large = TestTenant.random(random, 600);
    TestBundle bundle = TestBundle.whole(log, large);
    assertThat(verifier.verify(bundle).isVerified()).isTrue();
    TestEvent changed = large.events().get(300).withPayload(new byte[] {1, 2, 3});
    replaceLine(bundle, 300, changed.line(large.pseudonym(), 300, Withheld.NOTHING, null));

    Report report = verifier.verify(bundle);

    assertThat(report.finding(Check.EVENTS).message())
        .startsWith("Expected the 256 events up to here to hash to");
    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(512);
    bundle.remove("tile-hashes");
    assertThat(verifier.verify(bundle).firstBad().orElseThrow().check()).isEqualTo(Check.TREE);
  }

  @Test
  void shouldNameTheFirstMissingEvent() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    List<String> lines = lines(bundle);
    lines.remove(4);
    putLines(bundle, lines);

    Report report = verifier.verify(bundle);

    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(5);
    assertThat(report.finding(Check.EVENTS).message())
        .startsWith("Expected the event at index 4, but found the one at index 5");
  }

  @Test
  void shouldSeeThatTheLastEventsAreMissing() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    putLines(bundle, lines(bundle).subList(0, 18));
    assertThat(verifier.verify(bundle).finding(Check.EVENTS).message())
        .isEqualTo("Expected 20 events, but after 18 there are no more");
    assertThat(verifier.verify(bundle).firstBadPlace().orElseThrow().line()).isEqualTo(19);
  }

  @Test
  void shouldSeeThatThereAreTooManyEvents() throws IOException {
    TestBundle bundle = TestBundle.whole(log, tenant);
    List<String> lines = lines(bundle);
    lines.add(lines.getLast());
    putLines(bundle, lines);
    assertThat(verifier.verify(bundle).finding(Check.EVENTS).message())
        .isEqualTo("Expected 20 events, but there are more");
    assertThat(verifier.verify(bundle).firstBadPlace().orElseThrow().line()).isEqualTo(21);
  }

  @Test
  void shouldRefuseAnEventOfASelectionTwice() throws IOException {
    TestBundle bundle = TestBundle.selection(log, tenant, List.of(2, 9), i -> Withheld.NOTHING);
    List<String> lines = lines(bundle);
    putLines(bundle, List.of(lines.get(1), lines.get(1)));
    assertThat(verifier.verify(bundle).finding(Check.EVENTS).message())
        .startsWith("Expected an index of 10 or more, but it is 9");
    putLines(bundle, List.of(lines.get(1), lines.get(0)));
    assertThat(verifier.verify(bundle).finding(Check.EVENTS).message()).contains("but it is 2");
  }

  @Test
  void shouldRefuseAnEventThatIsNotInTheTreeOfItsSelection() throws IOException {
    TestBundle bundle = TestBundle.selection(log, tenant, List.of(2, 9), i -> Withheld.NOTHING);
    TestEvent changed = tenant.events().get(9).withPayload(new byte[] {1, 2, 3});
    String line =
        changed.line(
            tenant.pseudonym(), 9, Withheld.NOTHING, tenant.tree().inclusion(9, 20).path());
    putLines(bundle, List.of(lines(bundle).getFirst(), line));

    Report report = verifier.verify(bundle);
    assertThat(report.finding(Check.EVENTS).message()).contains("its proof leads elsewhere");
    assertThat(report.firstBadPlace().orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void shouldRefuseASequenceWithAGap() throws IOException {
    TestEvent last = tenant.events().getLast();
    TestEvent skipping = withSequence(last, last.sequence() + 1);
    TestTenant gap = tenant.with(19, skipping);
    assertThat(verifier.verify(TestBundle.whole(log, gap)).finding(Check.EVENTS).message())
        .isEqualTo(
            "Expected sequence %d of aggregate %s, but it is %d"
                .formatted(last.sequence(), last.aggregateId(), skipping.sequence()));
  }

  @Test
  void shouldRefuseASequenceThatDoesNotBeginAtZeroWhereItsBeginningIsThere() throws IOException {
    TestEvent first = withSequence(tenant.events().getFirst(), 1);
    TestTenant late = new TestTenant(tenant.pseudonym(), List.of(first));
    assertThat(verifier.verify(TestBundle.whole(log, late)).isVerified()).isFalse();

    TestTenant before = TestTenant.random(random, 3);
    List<TestEvent> events = new ArrayList<>(before.events());
    events.add(first);
    TestTenant grown = new TestTenant(before.pseudonym(), events);
    TestBundle part = TestBundle.range(log, grown, 3, 4, i -> Withheld.NOTHING);
    assertThat(verifier.verify(part).isVerified()).isTrue();
  }

  @Test
  void shouldRefuseFallingSequencesInASelection() throws IOException {
    UUID aggregate = UUID.randomUUID();
    TestEvent one = withSequence(tenant.events().get(0), aggregate, 5);
    TestEvent two = withSequence(tenant.events().get(1), aggregate, 4);
    TestTenant falling = new TestTenant(tenant.pseudonym(), List.of(one, two));
    TestBundle bundle = TestBundle.selection(log, falling, List.of(0, 1), i -> Withheld.NOTHING);
    assertThat(verifier.verify(bundle).finding(Check.EVENTS).message())
        .startsWith("Expected sequence 6");
  }

  private static List<String> lines(TestBundle bundle) {
    return new ArrayList<>(bundle.text("events.ndjson").lines().toList());
  }

  private static void putLines(TestBundle bundle, List<String> lines) {
    bundle.put("events.ndjson", String.join("\n", lines) + "\n");
  }

  private static void replaceLine(TestBundle bundle, int at, String line) {
    List<String> lines = lines(bundle);
    lines.set(at, line);
    putLines(bundle, lines);
  }

  private static TestEvent withSequence(TestEvent event, long sequence) {
    return withSequence(event, event.aggregateId(), sequence);
  }

  private static TestEvent withSequence(TestEvent event, UUID aggregate, long sequence) {
    return new TestEvent(
        event.eventId(),
        event.aggregateType(),
        aggregate,
        sequence,
        event.type(),
        event.revision(),
        event.time(),
        event.payloadSalt(),
        event.payload(),
        event.metadataSalt(),
        event.metadata());
  }
}
