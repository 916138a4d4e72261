package dev.assay.api.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;

class EnvelopeCorrelationTest {
  private static final String COMMAND = UUID.randomUUID().toString();

  private final EnvelopeCorrelation correlation = new EnvelopeCorrelation("1.0", "access:1");

  private static Map<String, Object> metadata() {
    Map<String, Object> metadata =
        new HashMap<>(
            new Actor(Actor.Kind.USER, "ada", null, Set.of(Role.DESIGNER), "oidc", "::1")
                .toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, "t");
    metadata.put(MetadataKeys.CORRELATION_ID, "c");
    metadata.put(MetadataKeys.REQUEST_ID, "r");
    metadata.put(MetadataKeys.COMMAND_ID, COMMAND);
    return metadata;
  }

  private Map<String, ?> ofCommand(Map<String, ?> metadata) {
    return correlation.correlationDataFor(
        new GenericCommandMessage<>("a command", MetaData.from(metadata)));
  }

  @Test
  void shouldNameACommandFromOutsideAsItsOwnCause() {
    Map<String, Object> data = new HashMap<>(ofCommand(metadata()));
    assertThat(data)
        .containsEntry(MetadataKeys.COMMAND_ID, COMMAND)
        .containsEntry(MetadataKeys.CAUSATION_ID, COMMAND)
        .containsEntry(MetadataKeys.ACTOR_ID, "ada")
        .containsEntry(MetadataKeys.BUILD, "1.0");
  }

  @Test
  void shouldNameTheEventBecauseOfWhichACommandWasSent() {
    EventMessage<String> event =
        GenericEventMessage.<String>asEventMessage("an event").withMetaData(metadata());
    Map<String, Object> sent = EnvelopeCorrelation.causedBy(event);
    sent.put(MetadataKeys.COMMAND_ID, COMMAND);
    Map<String, Object> data = new HashMap<>(ofCommand(sent));
    assertThat(data)
        .containsEntry(MetadataKeys.CAUSATION_ID, event.getIdentifier())
        .containsEntry(MetadataKeys.COMMAND_ID, COMMAND)
        .containsEntry(MetadataKeys.CORRELATION_ID, "c")
        .containsEntry(MetadataKeys.ACTOR_ON_BEHALF_OF, "ada");
  }
}
