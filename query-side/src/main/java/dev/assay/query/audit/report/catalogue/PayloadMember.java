package dev.assay.query.audit.report.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.privacy.Mark;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/**
 * Where a member is in the record of an event.
 *
 * @param personal whether it is, or holds, what erasing a person makes unreadable
 */
public record PayloadMember(boolean personal) {

  /**
   * Follows the pointer through the records that an event is made of. What does not exist is an
   * {@link IllegalArgumentException}.
   */
  public static PayloadMember find(EventCatalog.Entry event, Member member) {
    Class<?> at = event.type();
    boolean personal = false;
    String[] steps = member.name().substring(1).split("/", -1);
    for (String step : steps) {
      RecordComponent component = component(event, at, member, step);
      personal |= Mark.of(component) == Mark.PERSONAL;
      at = component.getType();
      if (step.equals(steps[steps.length - 1])) {
        personal |= holdsPersonal(component.getGenericType());
      }
    }
    return new PayloadMember(personal);
  }

  private static RecordComponent component(
      EventCatalog.Entry event, Class<?> at, Member member, String step) {
    boolean hasMembers = at.isRecord() && !isWrittenAsOneValue(at);
    List<RecordComponent> components =
        hasMembers ? Arrays.asList(at.getRecordComponents()) : List.of();
    return components.stream()
        .filter(it -> it.getName().equals(step))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a member of %s revision %d, but it has no %s"
                        .formatted(event.name(), event.revision(), member)));
  }

  /** Such as an id, or a model that is written {@code provider/model}. */
  private static boolean isWrittenAsOneValue(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private static boolean holdsPersonal(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments()).anyMatch(PayloadMember::holdsPersonal);
    }
    return type instanceof Class<?> record
        && record.isRecord()
        && Arrays.stream(record.getRecordComponents())
            .anyMatch(it -> Mark.of(it) == Mark.PERSONAL || holdsPersonal(it.getGenericType()));
  }
}
