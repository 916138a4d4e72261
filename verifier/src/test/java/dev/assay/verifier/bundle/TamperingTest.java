package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No tampering goes unseen and no honest bundle is suspected. {@code -Dassay.seed} repeats a run,
 * {@code -Dassay.tamperings} and {@code -Dassay.bundles} make it longer.
 */
class TamperingTest {
  private static final int TAMPERINGS = Integer.getInteger("assay.tamperings", 10_000);
  private static final int BUNDLES = Integer.getInteger("assay.bundles", 1_000);
  private static final long SEED = Long.getLong("assay.seed", System.nanoTime());
  private static final int VICTIMS = 200;

  @TempDir Path folder;

  @Test
  void shouldCatchEveryTampering() throws IOException {
    System.out.println("assay.seed=" + SEED + " for " + TAMPERINGS + " tamperings");
    Random random = new Random(SEED);
    Map<Tampering, Integer> caught = new EnumMap<>(Tampering.class);
    List<Victim> victims = new ArrayList<>();
    int done = 0;
    for (int attempt = 0; done < TAMPERINGS && attempt < 3 * TAMPERINGS; attempt++) {
      if (victims.size() < VICTIMS) {
        victims.add(Victim.random(random));
      }
      Victim victim = victims.get(random.nextInt(victims.size()));
      Tampering tampering = Tampering.values()[random.nextInt(Tampering.values().length)];
      Optional<TestBundle> changed = tampering.apply(victim, random);
      if (changed.isPresent()) {
        Report report = verify(changed.get(), tampering.seenBy(victim));
        assertThat(report.isVerified())
            .as("%s number %d of seed %d: %s", tampering, done, SEED, report.findings())
            .isFalse();
        caught.merge(tampering, 1, Integer::sum);
        done++;
      }
    }
    System.out.println(caught);
    assertThat(done).isEqualTo(TAMPERINGS);
    assertThat(caught.keySet()).containsExactlyInAnyOrder(Tampering.values());
  }

  @Test
  void shouldSuspectNoHonestBundle() throws IOException {
    System.out.println("assay.seed=" + SEED + " for " + BUNDLES + " honest bundles");
    Random random = new Random(SEED);
    for (int i = 0; i < BUNDLES; i++) {
      Victim victim = Victim.random(random);
      Report report = verify(victim.bundle(), victim.trust());
      assertThat(report.isVerified())
          .as("bundle %d of seed %d: %s", i, SEED, report.findings())
          .isTrue();
    }
  }

  private Report verify(TestBundle bundle, Trust trust) throws IOException {
    Path file = bundle.write(folder.resolve("bundle.zip"));
    return BundleVerifier.verify(file, trust, Progress.NONE);
  }
}
