package dev.assay.eventstore.processing;

import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.codec.EventCodec;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/**
 * Axon's serializer of events, as dead letters use it: an event is written under its stable name
 * and revision and read through upcasters, as in the record itself. It takes events whose texts are
 * as they are stored, never opened ones. What is no event of ours, such as metadata, goes to the
 * general serializer.
 */
@SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the shape of Axon's interface
public final class EventSerializer implements Serializer {
  private final EventCodec codec;
  private final Serializer general;

  public EventSerializer(EventCodec codec, Serializer general) {
    this.codec = codec;
    this.general = general;
  }

  @Override
  public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
    EventCatalog.Entry entry = object == null ? null : EventCatalog.of(object.getClass());
    if (object == null || entry == null) {
      return general.serialize(object, representation);
    }
    T data = getConverter().convert(codec.encodeStored(object), representation);
    return new SimpleSerializedObject<>(data, representation, type(entry));
  }

  @Override
  public <T> boolean canSerializeTo(Class<T> representation) {
    return general.canSerializeTo(representation);
  }

  @Override
  public <S, T> T deserialize(SerializedObject<S> serialized) {
    String name = serialized.getType().getName();
    if (!isEventName(name)) {
      return general.deserialize(serialized);
    }
    byte[] payload = getConverter().convert(serialized, byte[].class).getData();
    return (T) codec.decode(name, revision(serialized.getType()), payload);
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    return isEventName(type.getName())
        ? EventCatalog.named(type.getName()).type()
        : general.classForType(type);
  }

  @Override
  public SerializedType typeForClass(@Nullable Class type) {
    EventCatalog.Entry entry = type == null ? null : EventCatalog.of(type);
    return entry == null ? general.typeForClass(type) : type(entry);
  }

  @Override
  public Converter getConverter() {
    return general.getConverter();
  }

  private static SerializedType type(EventCatalog.Entry entry) {
    return new SimpleSerializedType(entry.name(), String.valueOf(entry.revision()));
  }

  /** Stable names have hyphens or one dot; a class of Axon's or ours has a package of several. */
  private static boolean isEventName(String name) {
    return !name.startsWith("org.axonframework.")
        && !name.startsWith("dev.assay.")
        && !name.startsWith("java.")
        && !name.equals(SerializedType.emptyType().getName());
  }

  private static int revision(SerializedType type) {
    try {
      return Integer.parseInt(String.valueOf(type.getRevision()));
    } catch (NumberFormatException e) {
      throw new UnknownEventException(
          "Expected a numeric revision of " + type.getName() + ", but got " + type.getRevision(),
          e);
    }
  }
}
