package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.note.Note;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who has kept an earlier checkpoint. */
class KeptCheckpointTest {
  @TempDir Path folder;

  private final TestVerifier verifier = new TestVerifier();
  private final Random random = verifier.random;
  private final TestLog log = verifier.log;
  private final TestTenant tenant = verifier.tenant;
  private final Trust trust = verifier.trust;

  @Test
  void shouldCompareWithWhatWasKept() throws IOException {
    TestBundle old = TestBundle.whole(log, tenant.first(11));
    Path kept = old.write(folder.resolve("kept.zip"));
    Trust keeping = trust.withPrevious(KeptCheckpoint.read(kept));

    Report report = verifier.verify(TestBundle.whole(log, tenant), keeping);
    assertThat(report.isVerified()).isTrue();
    assertThat(report.finding(Check.PREVIOUS).message())
        .isEqualTo("begins with the 11 events that were known before");
    assertThat(verifier.verify(old, keeping).isVerified()).isTrue();

    Trust ofNothing = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(0))));
    assertThat(
            verifier
                .verify(TestBundle.whole(log, tenant), ofNothing)
                .finding(Check.PREVIOUS)
                .message())
        .isEqualTo("begins with the 0 events that were known before");
  }

  @Test
  void shouldSeeARollback() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant)));
    Report report = verifier.verify(TestBundle.whole(log, tenant.first(11)), keeping);
    assertThat(report.firstBad().orElseThrow().message()).contains("it was rolled back");
  }

  @Test
  void shouldSeeARewriteThatTheOperatorSigned() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(11))));
    TestEvent changed = tenant.events().get(6).withPayload(new byte[] {1, 2, 3});
    TestBundle rewritten = TestBundle.whole(log, tenant.with(6, changed));

    assertThat(verifier.verify(rewritten).isVerified()).isTrue();
    assertThat(verifier.verify(rewritten, keeping).firstBad().orElseThrow().message())
        .contains("the past was rewritten");
  }

  @Test
  void shouldNotCompareWithAPart() throws IOException {
    Trust keeping = trust.withPrevious(kept(TestBundle.whole(log, tenant.first(11))));
    TestBundle part = TestBundle.range(log, tenant, 12, 20, i -> Withheld.NOTHING);
    assertThat(verifier.verify(part, keeping).firstBad().orElseThrow().message())
        .isEqualTo("Expected a bundle with the first 11 events to compare, but it has a part only");
    TestBundle prefix = TestBundle.range(log, tenant, 0, 11, i -> Withheld.NOTHING);
    assertThat(verifier.verify(prefix, keeping).isVerified()).isTrue();
  }

  @Test
  void shouldNotCompareWithAnotherTenantOrAnUnsignedCheckpoint() throws IOException {
    TestTenant stranger = TestTenant.random(random, 4);
    Trust other = trust.withPrevious(kept(TestBundle.whole(log, stranger)));
    assertThat(
            verifier.verify(TestBundle.whole(log, tenant), other).finding(Check.PREVIOUS).message())
        .startsWith("Expected a previous checkpoint of assay.example/tenant/");

    TestLog forged = new TestLog(TestLog.logKey(TestVerifier.ORIGIN, random), List.of());
    Trust unsigned = trust.withPrevious(kept(TestBundle.whole(forged, tenant)));
    assertThat(
            verifier
                .verify(TestBundle.whole(log, tenant), unsigned)
                .finding(Check.PREVIOUS)
                .message())
        .startsWith("Expected a signature of the previous checkpoint");
  }

  private Note kept(TestBundle bundle) {
    return Note.parse(bundle.get("checkpoint"));
  }
}
