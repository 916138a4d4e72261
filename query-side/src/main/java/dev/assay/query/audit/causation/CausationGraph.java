package dev.assay.query.audit.causation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of an aggregate with all that caused them and all that they caused, in any aggregate.
 *
 * @param nodes commands from outside first, then events by position
 * @param edges from a cause to its effect
 * @param truncated whether there is more than was asked for
 */
record CausationGraph(
    String aggregateType, UUID aggregateId, List<Node> nodes, List<Edge> edges, boolean truncated) {

  /** What a node stands for. */
  enum Kind {
    /** A request from outside: a person's or a program's command. */
    COMMAND,
    EVENT
  }

  /**
   * A node. A command has only its id and its actor.
   *
   * @param actor the person or program behind it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Node(
      UUID id,
      Kind kind,
      @Nullable Long position,
      @Nullable String type,
      @Nullable String aggregateType,
      @Nullable UUID aggregateId,
      @Nullable Long sequence,
      @Nullable Instant timestamp,
      @Nullable String actor) {

    private static Node of(CausedEvent event) {
      return new Node(
          event.id(),
          Kind.EVENT,
          event.position(),
          event.type(),
          event.aggregateType(),
          event.aggregateId(),
          event.sequence(),
          event.timestamp(),
          event.actor());
    }

    private static Node command(UUID id, @Nullable String actor) {
      return new Node(id, Kind.COMMAND, null, null, null, null, null, null, actor);
    }
  }

  /** A cause and its effect, by node ids. */
  record Edge(UUID from, UUID to) {}

  /**
   * The graph of these events.
   *
   * @param notShown causes that are events beyond the limit; any other cause that is not among the
   *     events is a command
   */
  static CausationGraph of(
      String aggregateType,
      UUID aggregateId,
      List<CausedEvent> events,
      Set<UUID> notShown,
      boolean truncated) {
    List<CausedEvent> ordered =
        events.stream().sorted(Comparator.comparingLong(CausedEvent::position)).toList();
    Map<UUID, Node> eventNodes = new LinkedHashMap<>();
    ordered.forEach(event -> eventNodes.put(event.id(), Node.of(event)));
    Map<UUID, Node> commands = new LinkedHashMap<>();
    List<Edge> edges = new ArrayList<>();
    for (CausedEvent event : ordered) {
      UUID cause = event.cause();
      if (cause == null || notShown.contains(cause)) {
        continue;
      }
      if (!eventNodes.containsKey(cause)) {
        commands.putIfAbsent(cause, Node.command(cause, event.actor()));
      }
      edges.add(new Edge(cause, event.id()));
    }
    List<Node> nodes = new ArrayList<>(commands.values());
    nodes.addAll(eventNodes.values());
    return new CausationGraph(
        aggregateType, aggregateId, List.copyOf(nodes), List.copyOf(edges), truncated);
  }
}
