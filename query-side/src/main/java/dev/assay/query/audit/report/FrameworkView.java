package dev.assay.query.audit.report;

import dev.assay.query.audit.report.catalogue.Framework;
import io.swagger.v3.oas.annotations.media.Schema;

/** A framework that a report can be asked for. */
record FrameworkView(
    @Schema(description = "Its id, for the path") String framework,
    String title,
    String source,
    String about,
    int obligations,
    @Schema(description = "SHA-256 of the mapping, in hexadecimal") String mapping) {
  static FrameworkView of(Framework framework) {
    return new FrameworkView(
        framework.id(),
        framework.title(),
        framework.source(),
        framework.about(),
        framework.obligations().size(),
        framework.mapping());
  }
}
