package dev.assay.qa.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.ServerProcess;
import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Progress;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An export of a tenant's whole record, with the server killed while it writes the file. */
final class KilledExport {
  private static final int TRIES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ServerProcess server;

  KilledExport(ServerProcess server) {
    this.server = server;
  }

  /** What the verifier says of the file once somebody could fetch it after all. */
  Report verified(Path file) throws IOException, InterruptedException {
    String id = killedWhileWriting();
    server.restart();
    Api auditor = auditor();
    await("the export is begun anew")
        .atMost(PATIENCE)
        .until(() -> status(auditor, id).equals("COMPLETED"));
    auditor.download("/audit/exports/" + id + "/content", file);
    String key =
        auditor.get("/audit/public-key").response().body().lines().findFirst().orElseThrow();
    return BundleVerifier.verify(file, Trust.in(List.of(VerifierKey.parse(key))), Progress.NONE);
  }

  /** The id of an export that had begun and not ended when the server died. */
  private String killedWhileWriting() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Api.Answer begun =
          auditor().post("/audit/exports", Map.of("scope", Map.of("kind", "tenant")));
      assertThat(begun.status()).as("%s", begun).isEqualTo(202);
      String id = begun.body().get("exportId").stringValue();
      if (isSeenWriting(id)) {
        server.kill();
        if (find(id, "bundle.zip") == null) {
          return id;
        }
        server.restart();
      }
    }
    throw new AssertionError("No kill fell into an export in " + TRIES + " tries");
  }

  private boolean isSeenWriting(String id) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && find(id, "bundle.zip") == null) {
      if (find(id, "bundle.zip.part") != null) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return false;
  }

  private @Nullable Path find(String id, String name) throws IOException {
    Path exports = server.dataDir().resolve("exports");
    if (!Files.isDirectory(exports)) {
      return null;
    }
    try (Stream<Path> tenants = Files.list(exports)) {
      return tenants
          .map(tenant -> tenant.resolve(id).resolve(name))
          .filter(Files::exists)
          .findFirst()
          .orElse(null);
    }
  }

  private Api auditor() {
    return Api.withRoles(server.url(), server.dataDir(), "auditor");
  }

  private static String status(Api auditor, String id) {
    return auditor.get("/audit/exports/" + id).body().get("status").stringValue();
  }
}
