package dev.assay.api.envelope;

import static dev.assay.api.envelope.MetadataKeys.BUILD;
import static dev.assay.api.envelope.MetadataKeys.CAUSATION_ID;
import static dev.assay.api.envelope.MetadataKeys.COMMAND_ID;
import static dev.assay.api.envelope.MetadataKeys.CORRELATION_ID;
import static dev.assay.api.envelope.MetadataKeys.POLICY_VERSIONS;
import static dev.assay.api.envelope.MetadataKeys.REQUEST_ID;
import static dev.assay.api.envelope.MetadataKeys.SUBJECT;
import static dev.assay.api.envelope.MetadataKeys.TENANT_ID;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Hands the envelope on: from a command to the events it causes, and from an event to the commands
 * that a process manager sends because of it. In the second case the actor becomes our service, on
 * behalf of whoever was behind the event.
 */
public final class EnvelopeCorrelation implements CorrelationDataProvider {
  private static final List<String> CARRIED =
      List.of(TENANT_ID, CORRELATION_ID, REQUEST_ID, SUBJECT);

  private final String build;
  private final String policyVersions;

  /**
   * @param build the program's version and commit
   * @param policyVersions the policies in force, such as {@code access:1}
   */
  public EnvelopeCorrelation(String build, String policyVersions) {
    this.build = build;
    this.policyVersions = policyVersions;
  }

  /** What a process manager or worker puts on a command that it sends because of an event. */
  public static Map<String, Object> causedBy(EventMessage<?> event) {
    Map<String, Object> data = carried(event);
    data.put(CAUSATION_ID, event.getIdentifier());
    Actor actor = Actor.fromMetadata(event.getMetaData());
    if (actor != null) {
      data.putAll(Actor.service("process-manager", actor.principal()).toMetadata());
    }
    return data;
  }

  @Override
  public Map<String, ?> correlationDataFor(Message<?> message) {
    if (message instanceof EventMessage<?> event) {
      return causedBy(event);
    }
    Map<String, Object> data = carried(message);
    Map<String, ?> metadata = message.getMetaData();
    Actor actor = Actor.fromMetadata(metadata);
    if (message instanceof CommandMessage<?>) {
      Object commandId = metadata.get(COMMAND_ID);
      String id = commandId == null ? message.getIdentifier() : commandId.toString();
      data.put(COMMAND_ID, id);
      // A command that an event caused hands that event on; one from outside is its own cause.
      Object cause = metadata.get(CAUSATION_ID);
      data.put(CAUSATION_ID, cause == null ? id : cause.toString());
      data.put(BUILD, build);
      data.put(POLICY_VERSIONS, policyVersions);
      if (actor != null) {
        data.putAll(actor.toMetadata());
      }
    }
    return data;
  }

  private static Map<String, Object> carried(Message<?> message) {
    Map<String, Object> data = new HashMap<>();
    for (String key : CARRIED) {
      Object value = message.getMetaData().get(key);
      if (value != null) {
        data.put(key, value);
      }
    }
    return data;
  }
}
