package dev.assay.api.envelope;

import java.util.List;

/** The keys of the metadata that every command and event carries. All values are strings. */
public final class MetadataKeys {
  public static final String TENANT_ID = "tenantId";

  /** The id of the command that appended the event; the store refuses to append one twice. */
  public static final String COMMAND_ID = "commandId";

  public static final String CORRELATION_ID = "correlationId";

  /**
   * The id of the event because of which a process manager or worker sent the command; the command
   * id itself where the command came from outside.
   */
  public static final String CAUSATION_ID = "causationId";

  public static final String REQUEST_ID = "requestId";

  /**
   * The pseudonym of the person whose data it is about; missing where it is nobody's. Never the
   * identifier that the client gave.
   */
  public static final String SUBJECT = "subject";

  public static final String ACTOR_KIND = "actor.kind";
  public static final String ACTOR_ID = "actor.id";
  public static final String ACTOR_ON_BEHALF_OF = "actor.onBehalfOf";
  public static final String ACTOR_ROLES = "actor.roles";
  public static final String ACTOR_AUTHENTICATION = "actor.authentication";
  public static final String ACTOR_ADDRESS = "actor.address";
  public static final String BUILD = "build";
  public static final String POLICY_VERSIONS = "policyVersions";

  /** The sequence that a caller expects an aggregate to be at ({@code If-Match}); commands only. */
  public static final String EXPECTED_SEQUENCE = "expectedSequence";

  /** Without one of these an append fails. */
  public static final List<String> MANDATORY =
      List.of(
          TENANT_ID,
          COMMAND_ID,
          CORRELATION_ID,
          CAUSATION_ID,
          REQUEST_ID,
          ACTOR_KIND,
          ACTOR_ID,
          ACTOR_AUTHENTICATION,
          BUILD,
          POLICY_VERSIONS);

  private MetadataKeys() {}
}
