package dev.assay.sinks;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SinkRunnerTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private EmbeddedDatabase database;
  private StoreUnderTest store;

  /** Remembers what it took; refuses as often as it is told. */
  private static final class Remembering implements Sink {
    private final List<SinkEvent> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    @Override
    public String name() {
      return "remembering";
    }

    @Override
    public void take(List<SinkEvent> events) throws IOException {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IOException("The disk is full");
      }
      taken.addAll(events);
    }

    @Override
    public void close() {}

    List<Long> positions() {
      return taken.stream().map(SinkEvent::position).toList();
    }
  }

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create(SinkConfiguration.MIGRATIONS);
    store = StoreUnderTest.started(database.databases());
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  private void append(int events) {
    store
        .engine()
        .appendEvents(
            TestEvents.messages(Uuids.next(), 0, events, envelope(Uuids.next(), Uuids.next())));
  }

  private SinkRunner runner(Sink sink, boolean withPayload) {
    return new SinkRunner(
        sink,
        store.reader(),
        store.head(),
        database.connections(DatabaseRole.PROCESSOR),
        withPayload,
        meters);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void shouldHandOverEverythingInOrderAndGoOnWhereItStopped() {
    append(700);
    Remembering sink = new Remembering();
    SinkRunner first = runner(sink, false);
    first.start();
    await().until(() -> sink.taken.size() >= 700);
    first.stop();
    append(50);

    SinkRunner second = runner(sink, false);
    second.start();
    await().until(() -> sink.taken.size() >= 750);
    second.stop();

    assertThat(sink.positions()).isEqualTo(upTo(750));
    assertThat(meters.get("assay.sink.position").tag("sink", "remembering").gauge().value())
        .isGreaterThanOrEqualTo(700);
  }

  @Test
  void shouldComeAgainWithWhatWasNotTaken() {
    append(10);
    Remembering sink = new Remembering();
    sink.refusals.set(2);
    SinkRunner runner = runner(sink, false);
    runner.start();
    await().until(() -> runner.trouble() != null);
    await().until(() -> sink.taken.size() >= 10);
    await().until(() -> runner.trouble() == null);
    runner.stop();
    assertThat(sink.positions()).isEqualTo(upTo(10));
    assertThat(meters.get("assay.sink.failures").counter().count()).isEqualTo(2);
  }

  @Test
  void shouldBeFedByOneProcessOnly() throws Exception {
    append(5);
    Remembering sink = new Remembering();
    SinkRunner first = runner(sink, false);
    first.start();
    await().until(() -> sink.taken.size() == 5);
    Remembering other = new Remembering();
    SinkRunner second = runner(other, false);
    second.start();
    append(5);
    await().until(() -> sink.taken.size() == 10);
    assertThat(other.taken).isEmpty();
    first.stop();
    append(3);
    await().atMost(Duration.ofSeconds(20)).until(() -> other.taken.size() == 3);
    second.stop();
  }

  @Test
  void shouldHandPayloadsOnOnlyWhereThatIsWanted() {
    append(1);
    Remembering without = new Remembering();
    SinkRunner runner = runner(without, false);
    runner.start();
    await().until(() -> !without.taken.isEmpty());
    runner.stop();
    JsonNode line = JsonMapper.shared().readTree(without.taken.getFirst().json());
    assertThat(line.has("payload")).isFalse();
    assertThat(line.at("/type").stringValue()).isEqualTo("conversation.started");
    assertThat(line.at("/metadata").has("actor.id")).isTrue();
    SinkEvent with = new SinkEvents(true).of(store.reader().after(0, 1).getFirst());
    assertThat(JsonMapper.shared().readTree(with.json()).at("/payload/agent").stringValue())
        .isEqualTo("assistant");
  }

  @Test
  void shouldWaitLongerEachTimeButNotForEver() {
    Duration pause = SinkRunner.FIRST_PAUSE;
    for (int i = 0; i < 20; i++) {
      Duration next = SinkRunner.longer(pause);
      assertThat(next).isGreaterThanOrEqualTo(pause).isLessThanOrEqualTo(SinkRunner.LONGEST_PAUSE);
      pause = next;
    }
    assertThat(pause).isEqualTo(SinkRunner.LONGEST_PAUSE);
  }
}
