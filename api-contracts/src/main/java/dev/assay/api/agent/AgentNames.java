package dev.assay.api.agent;

import dev.assay.api.id.AgentId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.util.regex.Pattern;

/** Agents are found by name: the id is derived from tenant and name, so a name is unique. */
public final class AgentNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private AgentNames() {}

  public static AgentId id(TenantId tenant, String name) {
    return new AgentId(Uuids.named("agent", tenant.toString(), name));
  }

  /** Lower-case letters, digits and inner hyphens; at most 63 characters (RFC 1123 label). */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }
}
