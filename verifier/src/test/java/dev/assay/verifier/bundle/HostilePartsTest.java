package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts made to mislead in a file that is sound: each is read as it was written, or refused. */
class HostilePartsTest {
  @TempDir Path folder;

  private final Random random = new Random(11);
  private final TestLog log = new TestLog(TestLog.logKey("assay.example", random), List.of());
  private final TestTenant tenant = TestTenant.random(random, 12);
  private final TestBundle bundle = TestBundle.whole(log, tenant);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"format\":\"assay-bundle/2\"}",
        "{\"format\":1}",
        "[]",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":\"12\"}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":[]}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"all\"}}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"range\",\"from\":0}}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"selection\",\"count\":true}}"
      })
  void shouldRefuseManifestsOfAnotherForm(String manifest) throws IOException {
    assertThat(structure(bundle.put("manifest.json", manifest))).startsWith("Expected ");
  }

  @Test
  void shouldHoldTheManifestAgainstTheCheckpoint() throws IOException {
    String manifest = bundle.text("manifest.json");
    assertThat(structure(bundle.put("manifest.json", manifest.replace("assay.example", "other"))))
        .startsWith("Expected origin assay.example/tenant/");
    assertThat(
            structure(
                bundle.put(
                    "manifest.json", manifest.replace("\"treeSize\":12", "\"treeSize\":13"))))
        .isEqualTo("Expected treeSize 12 in the manifest, as in the checkpoint, but it is 13");
    for (String range :
        List.of("\"from\":5,\"to\":4", "\"from\":0,\"to\":13", "\"from\":1,\"to\":0")) {
      String other = manifest.replace("\"from\":0,\"to\":12", range);
      bundle.put("range-proof.json", "{\"left\":[],\"right\":[]}\n");
      assertThat(structure(bundle.put("manifest.json", other)))
          .startsWith("Expected a range inside the tree");
    }
  }

  @Test
  void shouldAskForARangeProofWhereItIsNeededAndOnlyThere() throws IOException {
    assertThat(structure(bundle.copy().put("range-proof.json", "{\"left\":[],\"right\":[]}")))
        .startsWith("Expected range-proof.json for a part of the tree and only for that");
    TestBundle part = TestBundle.range(log, tenant, 3, 7, i -> Withheld.NOTHING);
    assertThat(structure(part.copy().remove("range-proof.json")))
        .startsWith("Expected range-proof.json for a part of the tree and only for that");
    String hash = tenant.tree().root().base64();
    for (String proof :
        List.of(
            "{\"left\":[]}\n",
            "{\"left\":[],\"right\":[],\"more\":[]}\n",
            "{\"left\":[],\"right\":\"\"}\n",
            "{\"left\":[],\"right\":[]}\n",
            "{\"left\":[1],\"right\":[]}\n",
            "{\"left\":[\"%s\",\"%s\",\"%s\"],\"right\":[]}\n".formatted(hash, hash, hash))) {
      assertThat(structure(part.copy().put("range-proof.json", proof))).startsWith("Expected ");
    }
    String noRight = "{\"left\":[\"%s\",\"%s\"],\"right\":[]}\n".formatted(hash, hash);
    assertThat(
            verify(part.copy().put("range-proof.json", noRight)).firstBad().orElseThrow().check())
        .isEqualTo(Check.TREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "global-checkpoint",
        "tenant-checkpoint.tlog-proof",
        "range-proof.json",
        "events.ndjson"
      })
  void shouldCountEveryByteOfWhatIsProven(String name) throws IOException {
    TestBundle part = TestBundle.range(log, tenant, 3, 4, i -> Withheld.NOTHING);
    byte[] bytes = part.get(name);
    for (int at = 0; at <= bytes.length; at++) {
      for (String more : List.of("", " ", "\n")) {
        int gone = more.isEmpty() ? 1 : 0;
        if (at + gone > bytes.length) {
          continue;
        }
        byte[] other = new byte[bytes.length - gone + more.length()];
        System.arraycopy(bytes, 0, other, 0, at);
        System.arraycopy(more.getBytes(StandardCharsets.UTF_8), 0, other, at, more.length());
        System.arraycopy(bytes, at + gone, other, at + more.length(), bytes.length - at - gone);
        if (!Arrays.equals(bytes, other)) {
          assertThat(verify(part.copy().put(name, other)).isVerified())
              .as("'%s' instead of %d bytes at %d of %s", more, gone, at, name)
              .isFalse();
        }
      }
    }
  }

  @Test
  void shouldRefuseTileHashesOfAnotherForm() throws IOException {
    String hash = tenant.tree().root() + "\n";
    for (String hashes : List.of(hash, "x\n", "\n")) {
      assertThat(structure(bundle.copy().put("tile-hashes", hashes))).startsWith("Expected ");
    }
    TestBundle part = TestBundle.range(log, tenant, 3, 7, i -> Withheld.NOTHING);
    assertThat(structure(part.put("tile-hashes", ""))).startsWith("Expected tile-hashes for");
    TestBundle some = TestBundle.selection(log, tenant, List.of(1), i -> Withheld.NOTHING);
    assertThat(structure(some.put("tile-hashes", ""))).startsWith("Expected tile-hashes for");
  }

  @Test
  void shouldAskForEveryPart() throws IOException {
    bundle.remove("tile-hashes");
    for (String name : bundle.names()) {
      Report report = verify(bundle.copy().remove(name));
      assertThat(report.firstBad().orElseThrow().message())
          .isEqualTo("Expected an entry " + name + ", but there is none");
    }
  }

  @Test
  void shouldRefuseAProofThatIsNotOfTheCheckpointBesideIt() throws IOException {
    String proof = bundle.text("tenant-checkpoint.tlog-proof");
    String extra = proof.replace("@v1\n", "@v1\nextra AAAA\n");
    assertThat(structure(bundle.copy().put("tenant-checkpoint.tlog-proof", extra)))
        .contains("to have no extra data");
    assertThat(structure(bundle.copy().put("global-checkpoint", bundle.get("checkpoint"))))
        .contains("to end in global-checkpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        " {\"index\":0",
        "{\"index\": 0",
        "{\"index\":00",
        "{\"index\":0,\"leaf\":\"AAAA\"",
        "{\"eventId\":"
      })
  void shouldNameTheLineThatIsNoEvent(String line) throws IOException {
    List<String> lines = new ArrayList<>(bundle.text("events.ndjson").lines().toList());
    lines.set(3, line);
    Report report = verify(bundle.put("events.ndjson", String.join("\n", lines) + "\n"));
    assertThat(report.firstBadPlace().orElseThrow().toString()).isEqualTo("line 4");
    assertThat(report.finding(Check.EVENTS).message()).startsWith("Expected ");
  }

  @Test
  void shouldNameTheLineThatDoesNotEnd() throws IOException {
    String events = bundle.text("events.ndjson");
    bundle.put("events.ndjson", events.substring(0, events.length() - 1));
    Report report = verify(bundle);
    assertThat(report.firstBadPlace().orElseThrow().toString()).isEqualTo("line 12");
    assertThat(report.finding(Check.EVENTS).message()).contains("ends in newline");
  }

  @Test
  void shouldLimitRevisions() throws IOException {
    String first = bundle.text("events.ndjson").lines().findFirst().orElseThrow();
    String largest = first.replaceFirst("\"revision\":\\d+", "\"revision\":2147483647");
    String larger = first.replaceFirst("\"revision\":\\d+", "\"revision\":2147483648");
    String events = bundle.text("events.ndjson");
    assertThat(eventsMessage(events.replace(first, largest))).contains("it was changed");
    assertThat(eventsMessage(events.replace(first, larger)))
        .isEqualTo("Expected a revision below 2^31, but it is 2147483648");
  }

  /** One spelling for each line: what JSON would forgive is refused. */
  @Test
  void shouldRefuseOtherSpellingsOfTheSameEvent() throws IOException {
    List<String> lines = bundle.text("events.ndjson").lines().toList();
    String line = lines.getFirst();
    for (String other :
        List.of(
            line + " ",
            " " + line,
            line + "\r",
            line.replace(",\"leaf\"", ", \"leaf\""),
            line.replace("\"type\":\"a", "\"type\":\"\\u0061"),
            line.replace("\"revision\":", "\"revision\":0"),
            line.replace("}", ",\"approved\":true}"),
            line.replace("Z\"", "+00:00\""),
            line.replaceFirst("\"eventId\":\"(.)", "\"eventId\":\"\\u00200$1"),
            line.toUpperCase(Locale.ROOT))) {
      String text = bundle.text("events.ndjson").replace(line + "\n", other + "\n");
      assertThat(verify(bundle.copy().put("events.ndjson", text)).isVerified()).as(other).isFalse();
    }
  }

  private String eventsMessage(String events) throws IOException {
    return verify(bundle.copy().put("events.ndjson", events)).finding(Check.EVENTS).message();
  }

  private String structure(TestBundle changed) throws IOException {
    Report report = verify(changed);
    assertThat(report.isVerified()).isFalse();
    return report.finding(Check.STRUCTURE).message();
  }

  private Report verify(TestBundle changed) throws IOException {
    Path file = changed.write(folder.resolve("bundle.zip"));
    return BundleVerifier.verify(file, Trust.in(List.of(log.key())), Progress.NONE);
  }
}
