package dev.assay.replay.whatif;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.Hashes;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.engine.Append;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What models answered in the record, by what they were asked. Two requests are equal when model,
 * parameters, messages, output schema and the number of tools are: whose call it is, when, and in
 * which execution is no matter. It does not change, so that every run beside a record reads the
 * same one.
 */
final class AnswerBook {
  /** What became of one request, and how long that took. */
  record Entry(Append outcome, Duration took) {
    boolean isAnswer() {
      return outcome.first().event() instanceof ModelCallAnswered;
    }
  }

  private final Map<String, List<Entry>> byRequest = new HashMap<>();
  private final Map<String, List<Entry>> byAgent = new HashMap<>();
  private final List<Duration> times = new ArrayList<>();

  AnswerBook(RecordedRun record) {
    Map<UUID, String> agents = new HashMap<>();
    for (RecordedEvent event : record.events()) {
      if (event.event() instanceof AgentExecutionStarted started) {
        agents.put(event.aggregateId(), started.agent());
      } else if (event.event() instanceof ModelCallRequested request) {
        record.answersTo(event.eventId()).stream()
            .filter(append -> !(append.first().event() instanceof ModelAnswerArrivedLate))
            .findFirst()
            .ifPresent(outcome -> add(request, event, agents, outcome));
      }
    }
  }

  private void add(
      ModelCallRequested request, RecordedEvent event, Map<UUID, String> agents, Append outcome) {
    Duration took =
        Duration.between(
            later(event.timestamp(), request.notBefore()), outcome.first().timestamp());
    Entry entry = new Entry(outcome, took.isNegative() ? Duration.ZERO : took);
    byRequest.computeIfAbsent(hashOf(request), hash -> new ArrayList<>()).add(entry);
    if (entry.isAnswer()) {
      times.add(entry.took());
      byAgent
          .computeIfAbsent(agents.getOrDefault(event.aggregateId(), ""), a -> new ArrayList<>())
          .add(entry);
    }
  }

  /** By which equal requests are found. */
  static String hashOf(ModelCallRequested request) {
    ObjectNode asked = JsonNodeFactory.instance.objectNode();
    asked.put("model", request.model().toString());
    asked.set("parameters", EventJson.mapper().valueToTree(request.parameters()));
    asked.set("messages", EventJson.mapper().valueToTree(request.messages()));
    asked.set("outputSchema", EventJson.mapper().valueToTree(request.outputSchema()));
    asked.put("toolsOffered", request.toolsOffered());
    return Hashes.ofJson(asked);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What became of equal requests, in the order of the record. */
  List<Entry> to(ModelCallRequested request) {
    return byRequest.getOrDefault(hashOf(request), List.of());
  }

  /**
   * What the agent answered in the record at some turn, whatever it was asked; at its last turn
   * where it had fewer. Null where it never answered.
   *
   * @param turn counts from 0
   */
  @Nullable Entry ofAgent(String agent, int turn) {
    List<Entry> all = byAgent.getOrDefault(agent, List.of());
    return all.isEmpty() ? null : all.get(Math.min(turn, all.size() - 1));
  }

  /** How long an answer usually took: the median. */
  Duration usualTime() {
    return times.isEmpty() ? Duration.ZERO : times.stream().sorted().toList().get(times.size() / 2);
  }
}
