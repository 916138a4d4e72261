package dev.assay.sagas;

import dev.assay.api.event.DomainEvent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.jspecify.annotations.Nullable;

/**
 * A process manager as its saga declares it, for whoever runs the process without the saga: the
 * process before its first event, and which events reach it. Read from the saga's own annotations,
 * so that there is one truth.
 *
 * @param name of the saga, from which ids of commands are derived
 * @param routes the more specific event types first
 */
public record ProcessKind(String name, Coordination<?> initial, List<Route> routes) {
  /** How many commands may follow from each other's refusals. */
  public static final int MOST_REFUSALS_IN_A_ROW = ProcessSaga.MOST_REFUSALS_IN_A_ROW;

  /**
   * Events of one type reach the process whose id they name.
   *
   * @param property of the event: that id
   * @param starts whether a process begins with it where there is none
   * @param other of the event: another id by which the process is found from then on; null for none
   */
  public record Route(Class<?> event, String property, boolean starts, @Nullable String other) {}

  /**
   * Where an event goes.
   *
   * @param otherId by which the process is found too from then on; null for none
   */
  public record Destination(String processId, boolean starts, @Nullable String otherId) {}

  public ProcessKind {
    routes = List.copyOf(routes);
  }

  /** All of them, by name. */
  public static List<ProcessKind> all() {
    return SagaConfiguration.SAGAS.values().stream()
        .map(ProcessKind::of)
        .sorted(Comparator.comparing(ProcessKind::name))
        .toList();
  }

  /** Null where the event concerns no process of this kind. */
  public @Nullable Destination destinationOf(DomainEvent event) {
    for (Route route : routes) {
      if (route.event().isInstance(event)) {
        Object id = property(event, route.property());
        return id == null
            ? null
            : new Destination(id.toString(), route.starts(), otherId(event, route));
      }
    }
    return null;
  }

  /**
   * The id of a command that such a process sends.
   *
   * @param cause the event behind it
   * @param refusals how many commands in a row were refused before
   */
  public UUID commandId(UUID cause, String label, int refusals) {
    return Courier.commandId(cause, name, ProcessSaga.label(label, refusals));
  }

  private static ProcessKind of(Class<?> saga) {
    List<Route> routes = new ArrayList<>();
    for (Method method : saga.getDeclaredMethods()) {
      SagaEventHandler handler = method.getAnnotation(SagaEventHandler.class);
      if (handler != null) {
        routes.add(
            new Route(
                method.getParameterTypes()[0],
                handler.associationProperty(),
                method.isAnnotationPresent(StartSaga.class),
                other(method)));
      }
    }
    // Records are narrower than the interfaces that they share.
    routes.sort(
        Comparator.comparing((Route route) -> Modifier.isInterface(route.event().getModifiers()))
            .thenComparing(route -> route.event().getName()));
    return new ProcessKind(saga.getSimpleName(), begun(saga).process(), routes);
  }

  private static @Nullable String other(Method handler) {
    FoundBy found = handler.getAnnotation(FoundBy.class);
    return found == null ? null : found.value();
  }

  private static @Nullable String otherId(DomainEvent event, Route route) {
    return route.other() == null ? null : String.valueOf(property(event, route.other()));
  }

  private static ProcessSaga<?> begun(Class<?> saga) {
    try {
      return (ProcessSaga<?>) saga.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected " + saga + " to begin without arguments", e);
    }
  }

  private static @Nullable Object property(DomainEvent event, String property) {
    try {
      return event.getClass().getMethod(property).invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Expected " + event.getClass().getSimpleName() + " to have " + property, e);
    }
  }
}
