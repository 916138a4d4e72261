package dev.assay.query.replays;

import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.query.audit.access.RecordedReads;
import dev.assay.query.recorded.ExecutionEvents;
import dev.assay.query.recorded.Recorded;
import dev.assay.query.whatif.BodyFault;
import java.net.URI;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes requests for replays: who asked for what is recorded before anything is replayed. */
final class ReplayRequests {
  static final String REPLAYS = "/api/v1/replays";

  private final ReplayStore store;
  private final ReplayRunner runner;
  private final ExecutionEvents events;
  private final RecordedReads reads;

  ReplayRequests(
      ReplayStore store, ReplayRunner runner, ExecutionEvents events, RecordedReads reads) {
    this.store = store;
    this.runner = runner;
    this.events = events;
    this.reads = reads;
  }

  ResponseEntity<ReplayViews.Requested> verify(
      Caller caller, Recorded what, UUID id, ReplayViews.VerifyRequest request) {
    ReplayQueries.requireRole(caller);
    String mode = String.valueOf(request.mode());
    if (!mode.equals(ReplayJob.VERIFY)) {
      throw BodyFault.at("/mode", "Expected mode to be verify, but it is " + mode);
    }
    return accept(caller, what, id, mode, replay -> JsonMapper.shared().createObjectNode());
  }

  /**
   * @param kept what is kept of the request, given the id of the replay
   */
  ResponseEntity<ReplayViews.Requested> accept(
      Caller caller, Recorded what, UUID id, String mode, Function<UUID, JsonNode> kept) {
    events.requireByItself(caller.tenant(), what, id);
    ObjectNode parameters = JsonMapper.shared().createObjectNode();
    parameters.put("id", id.toString());
    parameters.put("mode", mode);
    reads.record(caller, "POST /api/v1/" + what.path() + "/{id}/replays", parameters);
    UUID replayId = Uuids.next();
    store.add(
        replayId, caller.tenant(), id, mode, kept.apply(replayId), caller.actor().principal());
    runner.nudge();
    return ResponseEntity.accepted()
        .location(URI.create(REPLAYS + "/" + replayId))
        .body(new ReplayViews.Requested(replayId, ReplayJob.Status.PENDING));
  }
}
