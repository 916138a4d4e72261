package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a data subject of a tenant; derived from the pseudonym, so each has one. */
public record SubjectId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static SubjectId of(String text) {
    return new SubjectId(UUID.fromString(text));
  }

  /** Of the subject that a tenant knows by a pseudonym. */
  public static SubjectId of(TenantId tenant, String pseudonym) {
    return new SubjectId(Uuids.named("subject", tenant.toString(), pseudonym));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
