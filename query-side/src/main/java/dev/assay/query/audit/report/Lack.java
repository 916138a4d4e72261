package dev.assay.query.audit.report;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What one event does not say.
 *
 * @param member a pointer into the payload, or {@code metadata} and a name
 */
record Lack(
    @Schema(description = "A JSON pointer into the payload, or `metadata ` and a name")
        String member,
    @Schema(description = "What was expected of it, and what is there") String because) {}
