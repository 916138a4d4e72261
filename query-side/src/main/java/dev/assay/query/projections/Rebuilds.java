package dev.assay.query.projections;

import dev.assay.api.CommandRejected;
import dev.assay.api.access.AccessEvent.ProjectionOperated;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildRefused;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes what operators want of rebuilds; processes of role projection do it. */
public final class Rebuilds {
  private static final String MIGRATION = "migration";

  private final Builds builds;
  private final LongSupplier head;
  private final AccessRecord record;
  private final Clock clock;
  private final int segments;

  /**
   * @param builds on connections of the processor role
   * @param segments that are loaded side by side
   * @param head the global position of the last event
   */
  public Rebuilds(
      Builds builds, LongSupplier head, AccessRecord record, Clock clock, int segments) {
    this.builds = builds;
    this.head = head;
    this.record = record;
    this.clock = clock;
    this.segments = segments;
  }

  /** The latest rebuild; none where the tables are those of the migration. */
  public Optional<RebuildView> latest(ReadModel model) {
    long headNow = head.getAsLong();
    return builds.of(model.name()).stream()
        .filter(build -> !build.requestedBy().equals(MIGRATION))
        .max(Comparator.comparing(Build::requestedAt))
        .map(build -> RebuildView.of(build, headNow, clock.instant()));
  }

  void begin(Caller caller, ReadModel model, Promotion promotion) {
    record(caller, model, "rebuild");
    refusing(
        () ->
            builds.begin(model, head.getAsLong(), segments, promotion, caller.actor().principal()));
  }

  void pause(Caller caller, ReadModel model, boolean paused) {
    record(caller, model, paused ? "pause" : "resume");
    refusing(() -> builds.pause(model.name(), paused));
  }

  void promote(Caller caller, ReadModel model) {
    record(caller, model, "promotion");
    refusing(() -> builds.wantPromotion(model.name()));
  }

  /** Gives up the rebuild under way, or puts back the build that was live before this one. */
  void rollBack(Caller caller, ReadModel model) {
    record(caller, model, "rollback");
    refusing(
        () -> {
          if (builds.next(model.name()).isPresent()) {
            builds.abort(model.name());
          } else {
            builds.wantBack(before(model));
          }
        });
  }

  private Build before(ReadModel model) {
    List<Build> all = builds.of(model.name());
    Build live =
        all.stream()
            .filter(it -> it.state() == BuildState.LIVE)
            .findFirst()
            .orElseThrow(() -> CommandRejected.notFound("projection", model.name()));
    return all.stream()
        .filter(it -> it.state() == BuildState.RETIRED)
        .filter(it -> it.requestedAt().isBefore(live.requestedAt()))
        .max(Comparator.comparing(Build::requestedAt))
        .orElseThrow(
            () ->
                CommandRejected.invalidState(
                    "Expected a build of "
                        + model.name()
                        + " that was live before, but there is none"));
  }

  private void record(Caller caller, ReadModel model, String action) {
    record.append(
        new ProjectionOperated(new AccessId(Uuids.next()), model.name(), action),
        new AccessRecord.Origin(
            caller.tenant(), caller.actor(), caller.requestId(), caller.correlationId()));
  }

  private static void refusing(Runnable what) {
    try {
      what.run();
    } catch (BuildRefused e) {
      throw CommandRejected.invalidState(String.valueOf(e.getMessage()));
    }
  }
}
