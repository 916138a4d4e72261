package dev.assay.projections.apikeys;

import dev.assay.api.apikey.ApiKeyEvent;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/** Fills {@code api_keys}. The view leaves out the hash of the secret. */
public final class ApiKeysProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.API_KEYS;
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    return List.of(
        switch ((ApiKeyEvent) event.event()) {
          case ApiKeyIssued e ->
              RowChange.upsert("api_keys")
                  .key("key_id", e.keyId())
                  .set("name", e.name())
                  .set("roles", e.roles().stream().sorted().toList())
                  .set("secret_hash", e.secretHash())
                  .set("status", "ACTIVE")
                  .set("expires_at", e.expiresAt());
          case ApiKeyRevoked e ->
              RowChange.update("api_keys")
                  .key("key_id", e.keyId())
                  .set("status", "REVOKED")
                  .set("revoked_at", event.recordedAt());
        });
  }
}
