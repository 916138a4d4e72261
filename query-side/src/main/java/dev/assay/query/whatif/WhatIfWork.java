package dev.assay.query.whatif;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.TenantId;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.ExecutionWhatIf;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import dev.assay.query.recorded.EveryAgentVersion;
import dev.assay.query.recorded.ExecutionEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Answers a question of one execution from its record. Nothing is appended anywhere. */
public final class WhatIfWork {
  public static final String MODE = "what-if";

  /**
   * What came of it.
   *
   * @param events how many events were read for it
   * @param sealed the report as JSON, its texts sealed as the record's are
   */
  public record Answered(WhatIfReport report, int events, ObjectNode sealed) {
    /**
     * Whether what was observed came to a good end, as {@code report.passed} asks the candidate.
     */
    public boolean observedPassed() {
      return report.observed().status().equals("COMPLETED") && report.observed().rejected() == 0;
    }
  }

  private final ExecutionEvents executions;
  private final EveryAgentVersion agents;
  private final ExecutionWhatIf engine;
  private final Sealing sealing;
  private final MeterRegistry meters;
  private final Clock clock;

  public WhatIfWork(
      ExecutionEvents executions,
      EveryAgentVersion agents,
      ExecutionWhatIf engine,
      Sealing sealing,
      MeterRegistry meters,
      Clock clock) {
    this.executions = executions;
    this.agents = agents;
    this.engine = engine;
    this.sealing = sealing;
    this.meters = meters;
    this.clock = clock;
    // There from the start, so that a graph shows zero.
    Arrays.stream(WhatIfReport.Conclusion.values()).forEach(it -> runs(meters, it));
  }

  private static Counter runs(MeterRegistry meters, WhatIfReport.Conclusion conclusion) {
    return meters.counter(
        "replay.runs_total", "mode", MODE, "outcome", conclusion.name().toLowerCase(Locale.ROOT));
  }

  /**
   * @param keptAs the id of what the answer is kept in
   */
  public Answered answer(TenantId tenant, UUID executionId, KeptQuestion asked, UUID keptAs) {
    Instant readAt = clock.instant();
    List<RecordedEvent> record = executions.read(tenant, executionId);
    WhatIfQuestion question = asked.of(NamedAgents.ran(record));
    WhatIfReport report =
        engine.ask(
            record,
            readAt,
            question,
            agents.of(tenant, NamedAgents.all(record, question.changes())));
    runs(meters, report.conclusion()).increment();
    return new Answered(report, record.size(), sealed(report, tenant, record.getFirst(), keptAs));
  }

  private ObjectNode sealed(
      WhatIfReport report, TenantId tenant, RecordedEvent first, UUID keptAs) {
    ObjectNode json = EventJson.mapper().valueToTree(report);
    String subject = first.metadata().get(MetadataKeys.SUBJECT);
    RetentionClass kept = RetentionClass.of(first.aggregateType());
    sealing.seal(json, report, new Whose(tenant.value(), subject, kept, keptAs));
    return json;
  }
}
