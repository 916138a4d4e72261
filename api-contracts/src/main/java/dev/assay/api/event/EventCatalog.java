package dev.assay.api.event;

import dev.assay.api.access.AccessEvent;
import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.apikey.ApiKeyEvent;
import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.event.upcasters.ModelCallAnswered1;
import dev.assay.api.event.upcasters.ModelCallRequested1;
import dev.assay.api.keys.KeyEvent;
import dev.assay.api.review.ReviewEvent;
import dev.assay.api.subject.RemovalEvent;
import dev.assay.api.subject.SubjectEvent;
import dev.assay.api.tenant.TenantEvent;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.workflow.WorkflowEvent;
import dev.assay.api.workflowexecution.ExecutionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All events there are: stable name and current revision beside the record that holds them. */
public final class EventCatalog {
  /** One event: its aggregate's type name, its own name, its current revision and its record. */
  public record Entry(String aggregateType, String name, int revision, Class<?> type) {}

  /** The sealed event families by aggregate type; a new aggregate is added here. */
  public static final Map<String, Class<?>> FAMILIES = families();

  /** Upcasters of every revision that was ever stored and is no longer written. */
  public static final List<EventUpcaster> UPCASTERS =
      List.of(new ModelCallRequested1(), new ModelCallAnswered1());

  private static final Map<String, Entry> BY_NAME = new LinkedHashMap<>();
  private static final Map<Class<?>, Entry> BY_TYPE = new LinkedHashMap<>();

  static {
    FAMILIES.forEach(EventCatalog::registerFamily);
  }

  private EventCatalog() {}

  public static List<Entry> entries() {
    return List.copyOf(BY_NAME.values());
  }

  /** The entry of an event record, or null where the class is no event of ours. */
  public static @Nullable Entry of(Class<?> type) {
    return BY_TYPE.get(type);
  }

  /** The entry of a stored name. Throws {@link UnknownEventException} when there is none. */
  public static Entry named(String name) {
    Entry entry = BY_NAME.get(name);
    if (entry == null) {
      throw new UnknownEventException("No event is named '" + name + "' in this build");
    }
    return entry;
  }

  /** A sealed interface within a family groups events; only records are events. */
  private static void registerFamily(String aggregateType, Class<?> family) {
    for (Class<?> type : family.getPermittedSubclasses()) {
      if (type.isSealed()) {
        registerFamily(aggregateType, type);
      } else if (!BY_TYPE.containsKey(type)) {
        register(aggregateType, type);
      }
    }
  }

  private static void register(String aggregateType, Class<?> type) {
    EventName name = type.getAnnotation(EventName.class);
    if (name == null) {
      throw new IllegalStateException(type + " is an event without @EventName");
    }
    Entry entry = new Entry(aggregateType, name.value(), name.revision(), type);
    if (BY_NAME.put(name.value(), entry) != null) {
      throw new IllegalStateException("Two events are named " + name.value());
    }
    BY_TYPE.put(type, entry);
  }

  private static Map<String, Class<?>> families() {
    Map<String, Class<?>> families = new LinkedHashMap<>();
    families.put("Tenant", TenantEvent.class);
    families.put("ApiKey", ApiKeyEvent.class);
    families.put("Subject", SubjectEvent.class);
    families.put("Agent", AgentEvent.class);
    families.put("AgentExecution", AgentExecutionEvent.class);
    families.put("Workflow", WorkflowEvent.class);
    families.put("WorkflowExecution", ExecutionEvent.class);
    families.put("Validation", ValidationEvent.class);
    families.put("Review", ReviewEvent.class);
    families.put("Conversation", ConversationEvent.class);
    families.put("Access", AccessEvent.class);
    families.put("Removal", RemovalEvent.class);
    families.put("KeyChange", KeyEvent.class);
    return families;
  }
}
