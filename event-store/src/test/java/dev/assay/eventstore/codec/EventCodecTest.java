package dev.assay.eventstore.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventUpcaster;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.Uuids;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.eventstore.testing.FixedKeys;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventCodecTest {
  private static final String NAME = "conversation.message-posted";

  private static final UUID TENANT = Uuids.next();
  private static final Sealing SEALING = new Sealing(new FixedKeys());

  private final EventCodec codec = new EventCodec(SEALING);

  /** Adds a member that says which revision was read. */
  private record Marking(String eventName, int fromRevision) implements EventUpcaster {
    @Override
    public ObjectNode upcast(ObjectNode payload) {
      return payload.put("path", payload.path("path").asString("") + fromRevision);
    }
  }

  private record Unchanged(String eventName, int fromRevision) implements EventUpcaster {
    @Override
    public ObjectNode upcast(ObjectNode payload) {
      return payload;
    }
  }

  @Property(tries = 200)
  void whatIsWrittenIsReadBack(@ForAll String text, @ForAll long high, @ForAll long low) {
    UUID id = new UUID(high, low);
    var event =
        new MessagePosted(
            new ConversationId(id), new MessageId(id), wellFormed(text), wellFormed(text));
    UUID eventId = Uuids.next();
    byte[] stored =
        codec.encode(event, new Whose(TENANT, "someone", RetentionClass.CONTENT, eventId));

    assertThat(codec.open(NAME, 1, stored, TENANT, eventId)).isEqualTo(event);
    assertThat(codec.decode(NAME, 1, stored)).isInstanceOf(MessagePosted.class);
  }

  @Test
  void whatEarlierBuildsWroteReadablyIsRead() {
    UUID id = Uuids.next();
    var event = new MessagePosted(new ConversationId(id), new MessageId(id), "Hello", "ada");
    byte[] stored = codec.encodeStored(event);

    assertThat(codec.decode(NAME, 1, stored)).isEqualTo(event);
    assertThat(codec.open(NAME, 1, stored, TENANT, Uuids.next())).isEqualTo(event);
  }

  @Property(tries = 200)
  void metadataIsReadBack(@ForAll Map<String, String> metadata) {
    Map<String, String> text = new HashMap<>();
    metadata.forEach((key, value) -> text.put(wellFormed(key), wellFormed(value)));
    assertThat(codec.decodeMetadata(codec.encodeMetadata(text))).isEqualTo(text);
  }

  /** UTF-8 has no lone surrogates: they come back as question marks from any store. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> codec.decode("conversation.unheard-of", 1, bytes("{}")))
        .isInstanceOf(UnknownEventException.class);
  }

  @Test
  void aRevisionFromTheFutureIsRefused() {
    assertThatThrownBy(() -> codec.decode(NAME, 2, bytes("{}")))
        .isInstanceOf(UnknownEventException.class)
        .hasMessageContaining("revision 2");
  }

  @Test
  void aPayloadOfAnotherShapeIsRefused() {
    assertThatThrownBy(() -> codec.decode(NAME, 1, bytes("{\"surprise\": 1}")))
        .isInstanceOf(UnknownEventException.class);
    assertThatThrownBy(() -> codec.decode(NAME, 1, bytes("not json")))
        .isInstanceOf(UnknownEventException.class);
  }

  @Test
  void anOldRevisionGoesThroughEveryUpcasterInOrder() {
    var third = new EventCatalog.Entry("Conversation", NAME, 3, MessagePosted.class);
    var both = new EventCodec(SEALING, List.of(new Marking(NAME, 2), new Marking(NAME, 1)));
    assertThat(both.upcast(third, 1, bytes("{}")).path("path").asString()).isEqualTo("12");
    assertThat(both.upcast(third, 2, bytes("{}")).path("path").asString()).isEqualTo("2");
  }

  @Test
  void anAmountKeepsItsScaleThroughUpcastersAndAllElseIsReadAsEver() {
    String name = "agent-execution.completed";
    byte[] payload =
        bytes(
            """
            {"agentExecutionId": "018f0000-0000-7000-8000-000000000002", "agent": "a",
             "agentVersion": 1, "output": {"price": 1.50, "huge": 1e30, "tiny": 1E-7},
             "tokensIn": 1, "tokensOut": 1, "costUsd": 1.50}
            """);
    var second = new EventCatalog.Entry("AgentExecution", name, 2, AgentExecutionCompleted.class);
    var upcasting = new EventCodec(SEALING, List.of(new Unchanged(name, 1)));

    DomainEvent event = upcasting.decode(second, 1, payload);

    assertThat(((AgentExecutionCompleted) event).costUsd()).isEqualTo(new BigDecimal("1.50"));
    assertThat(event).isEqualTo(codec.decode(name, 1, payload));
    assertThat(upcasting.upcast(second, 1, payload).at("/output/price").decimalValue())
        .isEqualTo(new BigDecimal("1.50"));
  }

  @Test
  void aMissingUpcasterIsRefusedAndTwoOfOneRevisionAreToo() {
    var third = new EventCatalog.Entry("Conversation", NAME, 3, MessagePosted.class);
    var onlyFirst = new EventCodec(SEALING, List.of(new Marking(NAME, 1)));
    assertThatThrownBy(() -> onlyFirst.upcast(third, 1, bytes("{}")))
        .isInstanceOf(UnknownEventException.class);
    assertThatThrownBy(
            () -> new EventCodec(SEALING, List.of(new Marking(NAME, 1), new Marking(NAME, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
