package dev.assay.query.audit.report.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.assay.api.event.EventCatalog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events that speak to an obligation, and what each of them must say beside the envelope, without
 * which nothing is counted as evidence.
 *
 * @param events names of event types; {@code review.*} is all of one aggregate, {@code *} all there
 *     are
 * @param only counts an event only where these members have these values
 * @param must members that must have a value
 * @param expects members that must have one of these values
 */
public record Evidence(
    List<String> events,
    Map<Member, String> only,
    List<Member> must,
    Map<Member, List<String>> expects) {
  private static final String ALL = "*";

  public Evidence {
    events = List.copyOf(events);
    only = only == null ? Map.of() : new LinkedHashMap<>(only);
    must = must == null ? List.of() : List.copyOf(must);
    expects = expects == null ? Map.of() : new LinkedHashMap<>(expects);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("Expected names of events, but there are none");
    }
  }

  /** Whether every event is meant, also one that this build does not know. */
  @JsonIgnore
  public boolean isEverything() {
    return events.contains(ALL);
  }

  /** The types that are meant. A name that means none is an {@link IllegalArgumentException}. */
  @JsonIgnore
  public Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    for (String name : events) {
      int before = types.size();
      EventCatalog.entries().stream()
          .map(EventCatalog.Entry::name)
          .filter(type -> isMeant(name, type))
          .forEach(types::add);
      if (types.size() == before) {
        throw new IllegalArgumentException(
            "Expected names of events, each once, but %s adds none".formatted(name));
      }
    }
    return types;
  }

  /** The members of payloads that are looked at. */
  @JsonIgnore
  public Set<Member> payloadMembers() {
    Set<Member> members = new LinkedHashSet<>(only.keySet());
    members.addAll(must);
    members.addAll(expects.keySet());
    members.removeIf(member -> !member.isOfPayload());
    return members;
  }

  private static boolean isMeant(String name, @Nullable String type) {
    return name.equals(ALL)
        || name.equals(type)
        || name.endsWith(".*")
            && type != null
            && type.startsWith(name.substring(0, name.length() - 1));
  }
}
