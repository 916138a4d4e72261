package dev.assay.query.audit.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.query.audit.report.catalogue.Evidence;
import dev.assay.query.audit.report.catalogue.Member;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was counted as one piece of evidence. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record EvidenceAnswer(
    @Schema(description = "Names of event types; `*` is all of them") List<String> types,
    @Schema(description = "Only those of which these members have these values")
        Map<String, String> only,
    @Schema(description = "What each must say beside the envelope") List<String> mandatory,
    @Schema(description = "Members of which each must have one of these values")
        Map<String, List<String>> expects,
    @JsonInclude(JsonInclude.Include.ALWAYS) long events) {
  static EvidenceAnswer of(EvidenceCheck check) {
    Evidence evidence = check.evidence();
    Map<String, String> only = new LinkedHashMap<>();
    evidence.only().forEach((member, value) -> only.put(member.toString(), value));
    Map<String, List<String>> expects = new LinkedHashMap<>();
    evidence.expects().forEach((member, values) -> expects.put(member.toString(), values));
    return new EvidenceAnswer(
        evidence.events(),
        only,
        evidence.must().stream().map(Member::toString).toList(),
        expects,
        check.events());
  }
}
