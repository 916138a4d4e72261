package dev.assay.api.envelope;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who does something: a person, a program or one of our own services, how they were authenticated
 * and for whom they act. It travels as flat metadata with every command and event.
 *
 * @param onBehalfOf the id of the person or program that a service acts for; null when it is itself
 * @param authentication such as {@code oidc}, {@code api-key} or {@code internal}
 * @param address the network address of the caller; null for services
 */
public record Actor(
    Kind kind,
    String id,
    @Nullable String onBehalfOf,
    Set<Role> roles,
    String authentication,
    @Nullable String address) {

  /** The kinds of actor. */
  public enum Kind {
    USER,
    SERVICE,
    AGENT
  }

  public Actor {
    roles = Set.copyOf(roles);
  }

  /** One of our own parts, acting for whoever caused the message it handles. */
  public static Actor service(String name, @Nullable String onBehalfOf) {
    return new Actor(Kind.SERVICE, name, onBehalfOf, Set.of(), "internal", null);
  }

  /** The person or program at the root: whom a service acts for, or the actor itself. */
  public String principal() {
    return onBehalfOf != null ? onBehalfOf : id;
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  public Map<String, String> toMetadata() {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(MetadataKeys.ACTOR_KIND, kind.name());
    metadata.put(MetadataKeys.ACTOR_ID, id);
    metadata.put(
        MetadataKeys.ACTOR_ROLES,
        roles.stream().map(Role::wire).sorted().collect(Collectors.joining(",")));
    metadata.put(MetadataKeys.ACTOR_AUTHENTICATION, authentication);
    if (onBehalfOf != null) {
      metadata.put(MetadataKeys.ACTOR_ON_BEHALF_OF, onBehalfOf);
    }
    if (address != null) {
      metadata.put(MetadataKeys.ACTOR_ADDRESS, address);
    }
    return metadata;
  }

  /** Reads what {@link #toMetadata} wrote, or null where no actor was recorded. */
  public static @Nullable Actor fromMetadata(Map<String, ?> metadata) {
    String kind = text(metadata, MetadataKeys.ACTOR_KIND);
    String id = text(metadata, MetadataKeys.ACTOR_ID);
    String authentication = text(metadata, MetadataKeys.ACTOR_AUTHENTICATION);
    if (kind == null || id == null || authentication == null) {
      return null;
    }
    String roles = text(metadata, MetadataKeys.ACTOR_ROLES);
    return new Actor(
        Kind.valueOf(kind),
        id,
        text(metadata, MetadataKeys.ACTOR_ON_BEHALF_OF),
        roles == null || roles.isEmpty()
            ? Set.of()
            : Arrays.stream(roles.split(",")).map(Role::of).collect(Collectors.toSet()),
        authentication,
        text(metadata, MetadataKeys.ACTOR_ADDRESS));
  }

  private static @Nullable String text(Map<String, ?> metadata, String key) {
    Object value = metadata.get(key);
    return value == null ? null : value.toString();
  }
}
