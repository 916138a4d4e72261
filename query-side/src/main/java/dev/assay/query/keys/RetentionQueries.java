package dev.assay.query.keys;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.api.privacy.Retention;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.RetentionKeys.Standing;
import dev.assay.http.Caller;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** For how long the caller's own tenant keeps what. */
@RestController
@Reads("tenants")
@Tag(name = "Tenants")
public class RetentionQueries {
  /**
   * One retention class.
   *
   * @param period null is for ever
   * @param keys data keys in use
   * @param heldKeys of these, kept by a legal hold
   * @param nextDueAt when the next of them is destroyed, by a run of the job after that; null where
   *     none ever is
   */
  record Kept(
      RetentionClass kept,
      @Nullable String period,
      long keys,
      long heldKeys,
      @Nullable Instant nextDueAt) {}

  private final TenantReader reader;
  private final JdbcTemplate jdbc;
  private final Keys keys;

  RetentionQueries(TenantReader reader, Databases databases, Keys keys) {
    this.reader = reader;
    this.jdbc = databases.jdbc(DatabaseRole.READER);
    this.keys = keys;
  }

  @GetMapping("/api/v1/tenant/retention")
  @Operation(
      summary = "For how long the caller's own tenant keeps what (tenant administrators, auditors)",
      description =
          "Set by the settings `retention.content` and `retention.decision`. A data key seals for a"
              + " period; when it has sealed nothing for the time that is set, it is destroyed, and"
              + " what it sealed reads `[erased]`.")
  List<Kept> retention(Caller caller) {
    caller.requireAny(Role.TENANT_ADMIN, Role.AUDITOR);
    UUID tenant = caller.tenant().value();
    Retention retention = understood(settings(caller));
    Map<RetentionClass, Standing> standings = keys.retention().standing(tenant);
    return Arrays.stream(RetentionClass.values())
        .map(kept -> kept(kept, retention.of(kept), standings.getOrDefault(kept, Standing.NONE)))
        .toList();
  }

  /** What was set before settings were looked at may mean nothing; then nothing expires. */
  private static Retention understood(Map<String, String> settings) {
    try {
      return Retention.of(settings);
    } catch (IllegalArgumentException e) {
      throw CommandRejected.invalidState(e.getMessage() + "; nothing expires until it is changed");
    }
  }

  private static Kept kept(RetentionClass kept, @Nullable Period period, Standing standing) {
    Instant oldest = standing.sealsUntil();
    return new Kept(
        kept,
        period == null ? null : period.toString(),
        standing.keys(),
        standing.held(),
        period == null || oldest == null
            ? null
            : oldest.atOffset(ZoneOffset.UTC).plus(period).toInstant());
  }

  private Map<String, String> settings(Caller caller) {
    UUID tenant = caller.tenant().value();
    String json =
        reader.read(
            caller,
            () ->
                jdbc
                    .queryForList(
                        "SELECT settings::text FROM read_model.tenants WHERE tenant_id = ?",
                        String.class,
                        tenant)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> CommandRejected.notFound("tenant", tenant)));
    return JsonMapper.shared().readValue(json, new TypeReference<>() {});
  }
}
