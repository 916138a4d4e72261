package dev.assay.query.projections;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.Promotion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How far the read models are, and their rebuilds, for operators. */
@RestController
@Tag(name = "Projections")
public class ProjectionQueries {
  /**
   * What of a rebuild is asked for.
   *
   * @param promotion AUTO: it takes the live one's place when it is ready, unless their rows should
   *     be equal and are not; MANUAL: when an operator says so
   */
  public record NewRebuild(@Nullable Wanted promotion) {
    /** When it takes the live one's place. */
    public enum Wanted {
      AUTO,
      MANUAL
    }
  }

  /** A projection and its latest rebuild. */
  public record Details(
      @JsonUnwrapped ProjectionStates.State state, @Nullable RebuildView rebuild) {}

  private static final String REBUILD = "/api/v1/projections/{name}/rebuild";

  private final ProjectionStates states;
  private final Rebuilds rebuilds;

  ProjectionQueries(ProjectionStates states, Rebuilds rebuilds) {
    this.states = states;
    this.rebuilds = rebuilds;
  }

  @GetMapping("/api/v1/projections")
  @Operation(summary = "All projections with position, lag and dead letters (operators)")
  List<ProjectionStates.State> list(Caller caller) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    return states.all();
  }

  @GetMapping("/api/v1/projections/{name}")
  @Operation(summary = "One projection with its latest rebuild (operators)")
  Details one(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    return details(model(name));
  }

  @PostMapping(REBUILD)
  @Operation(
      summary = "Fills a read model anew beside the live one, and puts it in its place (operators)",
      description =
          """
          Queries go on reading the live one. `GET /projections/{name}` shows how far it is. The rows \
          are compared when it has caught up; where they differ and should not, it waits for \
          `promotion`. The build before follows the record for a day, as a way back: `rollback`.""")
  ResponseEntity<Details> rebuild(
      Caller caller,
      @PathVariable String name,
      @RequestBody(required = false) @Nullable NewRebuild wanted) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    ReadModel model = model(name);
    boolean manual = wanted != null && wanted.promotion() == NewRebuild.Wanted.MANUAL;
    rebuilds.begin(caller, model, manual ? Promotion.MANUAL : Promotion.AUTO);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/projections/" + name))
        .body(details(model));
  }

  @PostMapping(REBUILD + "/pause")
  @Operation(summary = "Lets the rebuild rest (operators)")
  Details pause(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    ReadModel model = model(name);
    rebuilds.pause(caller, model, true);
    return details(model);
  }

  @PostMapping(REBUILD + "/resume")
  @Operation(summary = "Lets a paused rebuild go on (operators)")
  Details resume(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    ReadModel model = model(name);
    rebuilds.pause(caller, model, false);
    return details(model);
  }

  @PostMapping(REBUILD + "/promotion")
  @Operation(summary = "Puts a rebuild that is ready in the place of the live one (operators)")
  ResponseEntity<Details> promote(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    ReadModel model = model(name);
    rebuilds.promote(caller, model);
    return ResponseEntity.accepted().body(details(model));
  }

  @PostMapping(REBUILD + "/rollback")
  @Operation(
      summary = "Gives up the rebuild under way, or goes back to the build before (operators)")
  Details rollBack(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    ReadModel model = model(name);
    rebuilds.rollBack(caller, model);
    return details(model);
  }

  private Details details(ReadModel model) {
    return new Details(states.of(model), rebuilds.latest(model).orElse(null));
  }

  private static ReadModel model(String name) {
    return ReadModels.all().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> CommandRejected.notFound("projection", name));
  }
}
