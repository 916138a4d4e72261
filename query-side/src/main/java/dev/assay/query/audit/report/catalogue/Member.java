package dev.assay.query.audit.report.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.assay.api.envelope.MetadataKeys;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonPointer;

/**
 * A member of an event: a JSON pointer such as {@code /model/provider} is one of the payload, a
 * name such as {@code actor.id} one of the metadata.
 */
public record Member(@JsonValue String name) {
  private static final List<String> BESIDE_THE_ENVELOPE =
      List.of(
          MetadataKeys.SUBJECT,
          MetadataKeys.ACTOR_ROLES,
          MetadataKeys.ACTOR_ON_BEHALF_OF,
          MetadataKeys.ACTOR_ADDRESS);

  /** What every event must carry. */
  public static final List<Member> ENVELOPE =
      MetadataKeys.MANDATORY.stream().map(Member::new).toList();

  @JsonCreator
  public Member {
    if (!name.startsWith("/")) {
      List<String> known = new ArrayList<>(MetadataKeys.MANDATORY);
      known.addAll(BESIDE_THE_ENVELOPE);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Expected a pointer into the payload or one of %s, but it is %s"
                .formatted(known, name));
      }
    }
  }

  public boolean isOfPayload() {
    return name.startsWith("/");
  }

  public JsonPointer pointer() {
    return JsonPointer.compile(name);
  }

  @Override
  public String toString() {
    return isOfPayload() ? name : "metadata " + name;
  }
}
