package dev.assay.query.deadletters;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.projections.schema.ReadModels;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters of projections, of all their builds. */
@RestController
@RequestMapping("/api/v1/projections/{name}/dead-letters")
public class ProjectionLetters extends LetterEndpoints {
  ProjectionLetters(LetterDesk desk) {
    super(desk, LetterTable.PROJECTION);
  }

  @Override
  void requireKnown(String name) {
    if (ReadModels.all().stream().noneMatch(model -> model.name().equals(name))) {
      throw CommandRejected.notFound("projection", name);
    }
  }
}
