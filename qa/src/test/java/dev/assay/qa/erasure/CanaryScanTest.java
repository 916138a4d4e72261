package dev.assay.qa.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.state.AggregateStates;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.qa.erasure.Sieve.Hit;
import dev.assay.qa.support.Api;
import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Progress;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A thousand texts go wherever a person's texts may go, the persons are erased, and every byte that
 * was stored is looked at: each column of each table, also of read models that were filled anew,
 * each file of the database, log, exports and sinks, each record of each topic. What a tenant says
 * of itself (workflows, instructions of agents, names) is not a person's and stays. A text that was
 * put where nothing is sealed is found by the same look.
 */
class CanaryScanTest {
  private static final int PERSONS = 20;
  private static final int CANARIES = 1_000;

  @TempDir Path folder;

  private final Canaries canaries = new Canaries();
  private final String planted = Canaries.random();
  private final Sieve sieve = new Sieve(List.of(canaries.marker(), planted));

  @Test
  void shouldLeaveNoByteOfAThousandTextsWhileEverythingIsProvenAndReplayed() throws Exception {
    Path kept = folder.resolve("before.zip");
    Topics topics = new Topics();
    ServerUnderErasure server = new ServerUnderErasure(folder.resolve("server"), topics.brokers());
    List<String> shown = new ArrayList<>();
    try {
      Api api = server.api();
      List<Person> persons = persons(server, api);
      server.awaitQuiet();
      persons.forEach(Person::isAskedAbout);
      assertThat(Poison.deadLetters(server.superuser())).isGreaterThanOrEqualTo(PERSONS);
      assertThat(canaries.given())
          .as(canaries.places().toString())
          .isGreaterThanOrEqualTo(CANARIES);
      persons.forEach(person -> shown.addAll(person.shown));
      assertThat(textsOf(api, shown)).as("they could be read").contains(canaries.marker());
      kept = server.bundle("before.zip");
      String dossier = dossierOf(api, shown);
      assertThat(dossier).contains(canaries.marker());

      for (Person person : persons) {
        assertThat(person.erased().status()).isEqualTo(200);
      }
      server.awaitRemoval();
      plant(server);

      nothingCanBeRead(api, shown);
      everythingIsProven(server, api, kept);
      everythingIsReplayed(server);
      noCiphertextIsLeft(server.superuser());
      new Refilling(api, server.superuser()).ofEveryReadModel();
      nothingCanBeRead(api, shown);
      new EveryTable(server.superuser()).look(sieve);
      long events =
          ServerUnderErasure.count(
              server.superuser(), "SELECT count(*) FROM event_store.event_order");
      server.awaitSinks();
      topics.plant("a note of " + planted);
      assertThat(topics.look(sieve)).isGreaterThanOrEqualTo(events);
    } finally {
      server.close();
      topics.close();
    }
    server.lookAtFiles(sieve);

    System.out.println(
        "Looked at "
            + sieve.bytes()
            + " bytes for "
            + canaries.given()
            + " in "
            + canaries.places());
    assertThat(sieve.hits())
        .as("marker %s", canaries.marker())
        .filteredOn(hit -> hit.text().equals(canaries.marker()))
        .isEmpty();
    theLookFindsWhatIsThere();
  }

  private List<Person> persons(ServerUnderErasure server, Api api) {
    String workflow = definitions(api);
    Poison.into(server.superuser());
    List<Person> persons = new ArrayList<>();
    for (int i = 0; i < PERSONS; i++) {
      Person person = new Person(canaries, api, server.reviewer());
      person.runsAgents();
      person.runsAWorkflow(workflow);
      person.talks();
      person.isJudged(i % 2 == 0 ? "EDIT" : "REJECT");
      person.isRefused();
      person.talksToWhomNoReadModelTakesIn();
      if (i % 4 == 0) {
        person.isHeldAndReleased();
      }
      persons.add(person);
    }
    return persons;
  }

  private static String definitions(Api api) {
    Map<String, Object> agent = new HashMap<>();
    agent.put("role", "drafter");
    agent.put("instructions", "Write a brief of the document.");
    agent.put("model", Map.of("prefer", List.of("default")));
    assertThat(api.put("/agents/archivist", agent).status()).isEqualTo(201);
    assertThat(api.put("/agents/" + Poison.AGENT, agent).status()).isEqualTo(201);
    agent.put("limits", Map.of("maxTokens", 1));
    assertThat(api.put("/agents/stinter", agent).status()).isEqualTo(201);
    return api.send(
            "POST",
            "/workflows",
            """
            document:
              dsl: '1.0.0'
              namespace: qa
              name: erased
              version: '1.0.0'
            do:
              - brief:
                  call: agent
                  with:
                    agent: archivist
                    input: ${ .document }
              - check:
                  call: validate
                  with:
                    content: ${ . }
                    pipeline:
                      validators:
                        - name: any
                          kind: length
                          onFail: reject
                          with: { minWords: 1 }
            """,
            "application/yaml",
            Map.of())
        .body()
        .get("workflowId")
        .stringValue();
  }

  /** The negative control: where nothing is sealed, the look finds a text in each of its forms. */
  private void plant(ServerUnderErasure server) throws IOException {
    JdbcTemplate superuser = server.superuser();
    superuser.execute(
        "CREATE TABLE public.planted (plain text, utf16 bytea, packed bytea, compressed text)");
    superuser.update(
        "INSERT INTO public.planted VALUES (?, ?, ?, ?)",
        "a note of " + planted,
        ("a note of " + planted).getBytes(StandardCharsets.UTF_16LE),
        gzip("a note of " + planted),
        "Said " + planted + " and so on".repeat(2_000));
    LoggerFactory.getLogger(CanaryScanTest.class).warn("A line of the log that says {}", planted);
    Files.write(server.exports().resolve("left-behind.gz"), gzip("a part of " + planted));
  }

  private void theLookFindsWhatIsThere() {
    List<Hit> found = sieve.hits().stream().filter(hit -> hit.text().equals(planted)).toList();
    assertThat(found)
        .extracting(Hit::where)
        .anyMatch(where -> where.startsWith("public.planted.plain"))
        .anyMatch(where -> where.startsWith("public.planted.utf16"))
        .anyMatch(where -> where.startsWith("public.planted.packed, unpacked"))
        .anyMatch(where -> where.startsWith("topic planted, key"))
        .anyMatch(where -> where.startsWith("topic planted, header"))
        .anyMatch(where -> where.startsWith("topic planted, value"))
        .anyMatch(where -> where.startsWith("kafka/planted-0/"))
        .anyMatch(where -> where.startsWith("assay.log"))
        .anyMatch(where -> where.contains("left-behind.gz, unpacked"))
        .anyMatch(where -> where.startsWith("data/postgres/base/"))
        .anyMatch(where -> where.startsWith("data/postgres/pg_wal/"));
    assertThat(found)
        .as("what PostgreSQL has compressed, in its files")
        .anyMatch(hit -> hit.form().equals("compressed"));
  }

  private static byte[] gzip(String text) throws IOException {
    var packed = new java.io.ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private void nothingCanBeRead(Api api, List<String> shown) {
    String texts = textsOf(api, shown);
    assertThat(texts).doesNotContain(canaries.marker()).contains("[erased]");
    for (String path : shown) {
      assertThat(api.get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(dossierOf(api, shown)).doesNotContain(canaries.marker()).contains("[erased]");
  }

  private static String textsOf(Api api, List<String> paths) {
    StringBuilder texts = new StringBuilder();
    paths.forEach(path -> texts.append(api.get(path).response().body()));
    return texts.toString();
  }

  private static String dossierOf(Api api, List<String> shown) {
    String execution =
        shown.stream().filter(path -> path.startsWith("/executions/")).findFirst().orElseThrow();
    Api.Answer dossier = api.get("/audit" + execution + "/dossier");
    assertThat(dossier.status()).as(dossier.toString()).isEqualTo(200);
    return dossier.response().body();
  }

  private void everythingIsProven(ServerUnderErasure server, Api api, Path before)
      throws IOException, InterruptedException {
    VerifierKey key = VerifierKey.parse(api.get("/audit/public-key").response().body().strip());
    Trust trust = Trust.in(List.of(key));
    Report earlier = verify(before, trust);
    assertThat(earlier.isVerified()).as(earlier.findings().toString()).isTrue();
    assertThat(earlier.facts()).containsEntry("tombstonedPayloads", 0L);

    Note checkpoint;
    try (ZipFile zip = new ZipFile(before.toFile())) {
      checkpoint = Note.parse(zip.getInputStream(zip.getEntry("checkpoint")).readAllBytes());
    }
    Report now = verify(server.bundle("after.zip"), trust.withPrevious(checkpoint));
    assertThat(now.isVerified()).as(now.findings().toString()).isTrue();
    assertThat((Long) now.facts().get("tombstonedPayloads")).isGreaterThan(100L);
    assertThat(now.facts()).containsEntry("withheldPayloads", 0L);
  }

  private static Report verify(Path bundle, Trust trust) throws IOException {
    return BundleVerifier.verify(bundle, trust, Progress.NONE);
  }

  /** Every aggregate goes through its whole history, texts opened, by its own rules. */
  private void everythingIsReplayed(ServerUnderErasure server) {
    AggregateStates states = server.bean(AggregateStates.class);
    EventReader reader = server.bean(EventReader.class);
    Map<UUID, AggregateStates.History> histories = new HashMap<>();
    long position = 0;
    List<StoredEvent> some;
    while (!(some = reader.after(position, 1_000)).isEmpty()) {
      for (StoredEvent event : some) {
        AggregateStates.History history = states.begin(event.aggregateType());
        if (history != null) {
          histories.computeIfAbsent(event.aggregateId(), id -> history).add(event.opened());
        }
      }
      position = some.getLast().position();
    }
    assertThat(histories).hasSizeGreaterThan(PERSONS * 8);
    String all =
        histories.values().stream()
            .map(AggregateStates.History::state)
            .map(String::valueOf)
            .reduce("", String::concat);
    assertThat(all).doesNotContain(canaries.marker()).contains("[erased]");
  }

  private static void noCiphertextIsLeft(JdbcTemplate superuser) {
    assertThat(
            ServerUnderErasure.count(
                superuser,
                """
                SELECT count(*) FROM event_store.events e WHERE EXISTS (
                  SELECT FROM unnest(event_store.keys_of(e.payload, true)) k
                  JOIN keys.data_keys d ON d.key_id = k WHERE d.erased_at IS NOT NULL)"""))
        .isZero();
    assertThat(ServerUnderErasure.count(superuser, "SELECT count(*) FROM event_store.tombstones"))
        .isGreaterThan(100);
    assertThat(
            ServerUnderErasure.count(
                superuser,
                """
                SELECT count(*) FROM event_store.events
                WHERE type = 'subject.ciphertext-removed'"""))
        .isPositive();
  }
}
