package dev.assay.verifier.bundle;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Ways to change a bundle. Each gives the changed bundle, or nothing where it cannot be applied.
 * All of them must be caught by who knows the log's key, its witness, and an older checkpoint.
 */
enum Tampering {
  /** One bit of anything that is proven. */
  FLIP_A_BIT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      String name = anyProven(victim, random);
      byte[] bytes = victim.bundle().get(name);
      if (bytes.length == 0) {
        return Optional.empty();
      }
      int bit = random.nextInt(bytes.length * 8);
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      return Optional.of(victim.copy().put(name, bytes));
    }
  },
  /** Some bytes of anything that is proven are gone. */
  DELETE_BYTES {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      String name = anyProven(victim, random);
      byte[] bytes = victim.bundle().get(name);
      if (bytes.length < 2) {
        return Optional.empty();
      }
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + 1 + random.nextInt(8));
      byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
      System.arraycopy(bytes, to, shorter, from, bytes.length - to);
      return Optional.of(victim.copy().put(name, shorter));
    }
  },
  /** Some random bytes are added to anything that is proven. */
  INSERT_BYTES {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      String name = anyProven(victim, random);
      byte[] bytes = victim.bundle().get(name);
      int at = random.nextInt(bytes.length + 1);
      byte[] more = new byte[1 + random.nextInt(8)];
      random.nextBytes(more);
      byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
      System.arraycopy(more, 0, longer, at, more.length);
      return Optional.of(victim.copy().put(name, longer));
    }
  },
  /** An event is gone; the manifest says so in half of the cases. */
  DELETE_AN_EVENT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      List<String> lines = victim.lines();
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      lines.remove(random.nextInt(lines.size()));
      TestBundle changed = victim.with(lines);
      if (random.nextBoolean() && !victim.isSelection()) {
        changed.put(
            "manifest.json",
            changed
                .text("manifest.json")
                .replace("\"to\":" + victim.to(), "\"to\":" + (victim.to() - 1)));
      }
      return Optional.of(changed);
    }
  },
  /** An event is gone and those after it move up, with leaves to match. */
  DELETE_AND_RENUMBER {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      if (victim.isSelection() || victim.to() - victim.from() < 1) {
        return Optional.empty();
      }
      int gone = victim.from() + random.nextInt(victim.to() - victim.from());
      List<TestEvent> events = new ArrayList<>(victim.tenant().events());
      events.remove(gone);
      TestTenant without = new TestTenant(victim.tenant().pseudonym(), events);
      List<String> lines = new ArrayList<>();
      for (int i = victim.from(); i < victim.to() - 1; i++) {
        lines.add(without.events().get(i).line(without.pseudonym(), i, Withheld.NOTHING, null));
      }
      TestBundle changed = victim.with(lines);
      changed.put(
          "manifest.json",
          changed
              .text("manifest.json")
              .replace("\"to\":" + victim.to(), "\"to\":" + (victim.to() - 1)));
      return Optional.of(changed);
    }
  },
  /** An event is there twice. */
  REPEAT_AN_EVENT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      List<String> lines = victim.lines();
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      lines.add(random.nextInt(lines.size() + 1), lines.get(random.nextInt(lines.size())));
      return Optional.of(victim.with(lines));
    }
  },
  /** An event that never happened, with a leaf that is right for it. */
  FORGE_AN_EVENT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      List<String> lines = victim.lines();
      int at = random.nextInt(lines.size() + 1);
      TestEvent forged = TestTenant.random(random, 1).events().getFirst();
      List<Hash> proof = victim.isSelection() ? List.of() : null;
      lines.add(
          at,
          forged.line(victim.tenant().pseudonym(), victim.from() + at, Withheld.NOTHING, proof));
      return Optional.of(victim.with(lines));
    }
  },
  /** An event says something else, with a leaf that is right for it. */
  CHANGE_AN_EVENT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      if (victim.isSelection() || victim.to() == victim.from()) {
        return Optional.empty();
      }
      int at = random.nextInt(victim.to() - victim.from());
      TestEvent event = victim.tenant().events().get(victim.from() + at);
      List<String> lines = victim.lines();
      lines.set(
          at,
          event
              .withPayload(("forged " + random.nextLong()).getBytes(StandardCharsets.UTF_8))
              .line(victim.tenant().pseudonym(), victim.from() + at, Withheld.NOTHING, null));
      return Optional.of(victim.with(lines));
    }
  },
  /** A text is said to be tombstoned, and was another one. */
  TOMBSTONE_ANOTHER_TEXT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      return tombstoned(victim, random, true)
          .map(changed -> changed.put("manifest.json", ofFormat(changed, 2)));
    }
  },
  /** A text is said to be tombstoned in a bundle whose format says that none is. */
  TOMBSTONE_WHERE_THERE_ARE_NONE {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      return tombstoned(victim, random, false)
          .map(changed -> changed.put("manifest.json", ofFormat(changed, 1)));
    }
  },
  /** Two events change places. */
  REORDER {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      List<String> lines = victim.lines();
      if (lines.size() < 2) {
        return Optional.empty();
      }
      int a = random.nextInt(lines.size());
      int b = (a + 1 + random.nextInt(lines.size() - 1)) % lines.size();
      Collections.swap(lines, a, b);
      return Optional.of(victim.with(lines));
    }
  },
  /** The events end early, at a line or inside one. */
  TRUNCATE {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      byte[] bytes = victim.bundle().get("events.ndjson");
      return bytes.length == 0
          ? Optional.empty()
          : Optional.of(
              victim
                  .copy()
                  .put("events.ndjson", Arrays.copyOf(bytes, random.nextInt(bytes.length))));
    }
  },
  /** A part of the bundle is that of another tenant of the same log. */
  SWAP_TENANTS {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      String name = anyProven(victim, random);
      TestBundle other = victim.otherTenants();
      boolean isSame =
          !other.names().contains(name)
              || Arrays.equals(other.get(name), victim.bundle().get(name));
      return isSame ? Optional.empty() : Optional.of(victim.copy().put(name, other.get(name)));
    }
  },
  /** All parts but the events are those of another tenant, so that only they are wrong. */
  GIVE_EVENTS_TO_ANOTHER_TENANT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      byte[] events = victim.bundle().get("events.ndjson");
      return events.length == 0
          ? Optional.empty()
          : Optional.of(victim.otherTenants().copy().put("events.ndjson", events));
    }
  },
  /** The past is rewritten and all of it signed by somebody else under the log's name. */
  SIGN_WITH_ANOTHER_KEY {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      TestLog forged =
          new TestLog(
              TestLog.logKey(victim.log().key().name(), random),
              List.of(TestLog.witnessKey("witness.example", random)));
      return Optional.of(TestBundle.whole(forged, rewritten(victim, random)));
    }
  },
  /** The past is rewritten by who has the log's key, but the witness did not see it. */
  REWRITE_WITHOUT_WITNESS {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      TestLog operator = new TestLog(victim.logSigner(), List.of());
      return Optional.of(TestBundle.whole(operator, rewritten(victim, random)));
    }
  },
  /** The past is rewritten by who has the log's key and the witness's, but somebody remembers. */
  REWRITE_WITH_WITNESS {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      int kept = victim.kept().size();
      if (kept == 0) {
        return Optional.empty();
      }
      TestTenant tenant = victim.tenant();
      int at = random.nextInt(kept);
      TestEvent changed = tenant.events().get(at).withPayload(new byte[] {(byte) at, 1});
      return Optional.of(TestBundle.whole(victim.log(), tenant.with(at, changed)));
    }
  },
  /** A backup from before what is remembered is brought back and signed. */
  OLD_BACKUP {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      int kept = victim.kept().size();
      return kept == 0
          ? Optional.empty()
          : Optional.of(
              TestBundle.whole(victim.log(), victim.tenant().first(random.nextInt(kept))));
    }
  },
  /** The checkpoint is an older one of the same tenant. */
  OLD_CHECKPOINT {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      if (victim.lines().isEmpty()) {
        return Optional.empty();
      }
      TestTenant before = victim.tenant().first(random.nextInt(victim.tenant().size()));
      TestBundle old = TestBundle.whole(victim.log(), before);
      TestBundle changed = victim.copy();
      for (String name :
          List.of("checkpoint", "global-checkpoint", "tenant-checkpoint.tlog-proof")) {
        changed.put(name, old.get(name));
      }
      if (random.nextBoolean()) {
        changed.put("manifest.json", old.get("manifest.json"));
      }
      return Optional.of(changed);
    }
  },
  /** The log's checkpoint has no signature of the log. */
  STRIP_SIGNATURES {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      TestBundle changed = victim.copy();
      Note tenant = Note.parse(changed.get("checkpoint"));
      Note stripped = new Note(tenant.text(), List.of());
      changed.put("checkpoint", stripped.with(victim.foreignSignature(tenant, random)).bytes());
      return Optional.of(changed);
    }
  },
  /** A part is missing. */
  DROP_A_PART {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      List<String> names =
          victim.bundle().names().stream().filter(name -> !name.equals("tile-hashes")).toList();
      return Optional.of(victim.copy().remove(names.get(random.nextInt(names.size()))));
    }
  },
  /** A part that nothing proves is added. */
  ADD_A_PART {
    @Override
    Optional<TestBundle> apply(Victim victim, Random random) {
      return Optional.of(victim.copy().put("note-" + random.nextInt() + ".txt", "all is well"));
    }
  };

  abstract Optional<TestBundle> apply(Victim victim, Random random);

  /** What the verifier must know to see it: a past that was signed again needs a memory. */
  Trust seenBy(Victim victim) {
    return this == OLD_BACKUP || this == REWRITE_WITH_WITNESS
        ? victim.remembering()
        : victim.trust();
  }

  private static final java.util.regex.Pattern PAYLOAD =
      java.util.regex.Pattern.compile(
          ",\"payloadSalt\":\"[^\"]+\",\"payload\":\"[^\"]*\"|,\"payload(?:Hash|Tombstone)\":\"[^\"]+\"");

  private static Optional<TestBundle> tombstoned(Victim victim, Random random, boolean isForged) {
    List<String> lines = victim.lines();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    int at = random.nextInt(lines.size());
    TestEvent event = eventOf(victim, lines.get(at));
    TestEvent told =
        isForged
            ? event.withPayload(("other " + random.nextLong()).getBytes(StandardCharsets.UTF_8))
            : event;
    String tombstone =
        TestEvent.tombstone(
            dev.assay.verifier.leaf.EventLeaf.contentHash(told.payloadSalt(), told.payload()));
    lines.set(
        at,
        PAYLOAD
            .matcher(lines.get(at))
            .replaceFirst(java.util.regex.Matcher.quoteReplacement(tombstone)));
    return Optional.of(victim.with(lines));
  }

  private static TestEvent eventOf(Victim victim, String line) {
    return victim.tenant().events().stream()
        .filter(event -> line.contains("\"eventId\":\"" + event.eventId() + '"'))
        .findFirst()
        .orElseThrow();
  }

  private static String ofFormat(TestBundle bundle, int number) {
    return bundle.text("manifest.json").replaceFirst("assay-bundle/[12]", "assay-bundle/" + number);
  }

  private static String anyProven(Victim victim, Random random) {
    // In manifest and public-keys stands what nobody signed, and nothing of it is believed.
    List<String> names =
        victim.bundle().names().stream()
            .filter(name -> !name.equals("manifest.json") && !name.equals("public-keys"))
            .toList();
    return names.get(random.nextInt(names.size()));
  }

  private static TestTenant rewritten(Victim victim, Random random) {
    TestTenant tenant = victim.tenant();
    if (tenant.size() == 0) {
      return tenant;
    }
    int at = random.nextInt(tenant.size());
    return tenant.with(at, tenant.events().get(at).withPayload(new byte[] {(byte) at, 2}));
  }
}
