package dev.assay.query.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the record says of one obligation. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ObligationAnswer(
    @Schema(description = "Article or control") String id,
    String title,
    ObligationStatus status,
    @Schema(description = "What it asks for, in our words") String asks,
    @Schema(description = "How what is counted speaks to it") @Nullable String shows,
    @Schema(description = "What the organisation must show, because the record cannot")
        @Nullable String outside,
    @Schema(description = "Events that speak to it") long events,
    @Schema(
            description =
                "Of these, how many have something mandatory that was there and was erased; it"
                    + " counts as present")
        long erased,
    @Nullable Place first,
    @Nullable Place last,
    List<EvidenceAnswer> evidence,
    List<FactAnswer> facts,
    @Schema(description = "Events that lack something mandatory") long findingsTotal,
    @Schema(description = "The first 100 of them") List<Finding> findings) {}
