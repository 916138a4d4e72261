package dev.assay.inference.worker;

import dev.assay.api.agentexecution.AgentExecutionCommand;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.Uuids;
import dev.assay.inference.CallOutcome;
import dev.assay.inference.queue.ClaimedCall;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns an outcome into the command that records it, and into its envelope. */
final class RecordingCommands {
  private RecordingCommands() {}

  /**
   * @param leaseHeld whether the lease is still ours
   * @return null where there is nothing to record: a failure under a lost lease is no news, since
   *     whoever holds the lease now makes the call again
   */
  static @Nullable AgentExecutionCommand of(
      ClaimedCall call, CallOutcome outcome, boolean leaseHeld) {
    return switch (outcome) {
      case CallOutcome.Answered(var answer) ->
          new RecordModelAnswer(
              call.agentExecutionId(), call.requestId(), call.leaseId(), leaseHeld, answer);
      case CallOutcome.Failed(var failure) ->
          leaseHeld
              ? new RecordModelFailure(
                  call.agentExecutionId(), call.requestId(), call.leaseId(), failure)
              : null;
      case CallOutcome.Busy busy -> null;
      case CallOutcome.Aborted aborted -> null;
    };
  }

  /** The envelope of every command that is sent because of this call. */
  static Map<String, String> envelope(ClaimedCall call) {
    Map<String, String> metadata = new TreeMap<>(call.envelope());
    Actor behind = Actor.fromMetadata(call.envelope());
    metadata.keySet().removeIf(key -> key.startsWith("actor."));
    metadata.putAll(
        Actor.service("inference", behind == null ? null : behind.principal()).toMetadata());
    metadata.put(MetadataKeys.CAUSATION_ID, call.eventId().toString());
    // One lease records once, however often the recording is tried.
    metadata.put(
        MetadataKeys.COMMAND_ID,
        Uuids.derived(call.requestId().value(), "inference", call.leaseId().toString()).toString());
    return metadata;
  }
}
