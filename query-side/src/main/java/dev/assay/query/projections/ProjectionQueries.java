package dev.assay.query.projections;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.http.Caller;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How far the read models are, for operators. */
@RestController
@Tag(name = "Projections")
public class ProjectionQueries {
  private final ProjectionStates states;

  ProjectionQueries(ProjectionStates states) {
    this.states = states;
  }

  @GetMapping("/api/v1/projections")
  @Operation(summary = "All projections with position, lag and dead letters (operators)")
  List<ProjectionStates.State> list(Caller caller) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    return states.all();
  }

  @GetMapping("/api/v1/projections/{name}")
  @Operation(summary = "One projection (operators)")
  ProjectionStates.State one(Caller caller, @PathVariable String name) {
    caller.requireAny(Role.OPERATOR, Role.PLATFORM_ADMIN);
    return states.of(model(name));
  }

  private static ReadModel model(String name) {
    return ReadModels.all().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> CommandRejected.notFound("projection", name));
  }
}
