package dev.assay.query.audit.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a tenant's record a bundle holds.
 *
 * @param from first global position; only of kind positions
 * @param to last global position; only of kind positions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scope(
    Kind kind,
    @Nullable Long from,
    @Nullable Long to,
    @Nullable UUID executionId,
    @Nullable UUID aggregateId) {

  /** Which part. */
  public enum Kind {
    /** Everything. */
    @JsonProperty("tenant")
    TENANT,
    /** What lies between two positions, both included. */
    @JsonProperty("positions")
    POSITIONS,
    /** One execution with all of its correlation, and what people decided on it. */
    @JsonProperty("execution")
    EXECUTION,
    /** The history of one aggregate. */
    @JsonProperty("aggregate")
    AGGREGATE
  }

  public static final Scope TENANT = new Scope(Kind.TENANT, null, null, null, null);

  public Scope {
    boolean fits =
        switch (kind) {
          case TENANT -> from == null && to == null && executionId == null && aggregateId == null;
          case POSITIONS ->
              from != null && to != null && executionId == null && aggregateId == null;
          case EXECUTION ->
              executionId != null && from == null && to == null && aggregateId == null;
          case AGGREGATE ->
              aggregateId != null && from == null && to == null && executionId == null;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected a scope of {kind: tenant}, {kind: positions, from, to}, {kind: execution,"
              + " executionId} or {kind: aggregate, aggregateId}, but got other members");
    }
    if (from != null && to != null && (from < 1 || to < from)) {
      throw new IllegalArgumentException(
          "Expected positions from 1 on, of which to is no smaller than from, but got %d and %d"
              .formatted(from, to));
    }
  }

  public static Scope positions(long from, long to) {
    return new Scope(Kind.POSITIONS, from, to, null, null);
  }

  public static Scope execution(UUID executionId) {
    return new Scope(Kind.EXECUTION, null, null, executionId, null);
  }

  public static Scope aggregate(UUID aggregateId) {
    return new Scope(Kind.AGGREGATE, null, null, null, aggregateId);
  }

  /** Of one aggregate or execution: some leaves, and nothing shows that there are no others. */
  @Schema(hidden = true)
  boolean isSelection() {
    return kind == Kind.EXECUTION || kind == Kind.AGGREGATE;
  }
}
