package dev.assay.api.event;

import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentEvent;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.apikey.ApiKeyEvent;
import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.AgentId;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.RemovalId;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.SubjectId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.keys.KeyEvent;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent;
import dev.assay.api.subject.RemovalEvent;
import dev.assay.api.subject.SubjectEvent;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantEvent;
import dev.assay.api.tenant.Tier;
import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.workflow.WorkflowEvent;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.api.workflowexecution.TaskKind;
import dev.assay.api.workflowexecution.TaskWork;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One example of every event, with every component filled. The golden files were written from
 * these; a new event needs a line here, a changed one a new revision.
 */
public final class EventExamples {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");
  private static final UUID LEASE = id(99);
  private static final String HASH =
      "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  private static final AgentId AGENT = new AgentId(id(1));
  private static final AgentExecutionId RUN = new AgentExecutionId(id(2));
  private static final ModelCallId CALL = new ModelCallId(id(3));
  private static final ExecutionId EXECUTION = new ExecutionId(id(4));
  private static final TaskId TASK = new TaskId(id(5));
  private static final ValidationId VALIDATION = new ValidationId(id(6));
  private static final ReviewId REVIEW = new ReviewId(id(7));
  private static final ConversationId CONVERSATION = new ConversationId(id(8));
  private static final MessageId QUESTION = new MessageId(id(9));
  private static final MessageId REPLY = new MessageId(id(10));
  private static final TenantId TENANT = new TenantId(id(11));
  private static final ApiKeyId KEY = new ApiKeyId(id(12));
  private static final WorkflowId WORKFLOW = new WorkflowId(id(13));
  private static final AccessId ACCESS = new AccessId(id(14));
  private static final RemovalId REMOVAL = new RemovalId(id(15));
  private static final KeyChangeId KEY_CHANGE = new KeyChangeId(id(16));

  private static final JsonNode CONTENT = json("{'text': 'Grüße, three words \uD83D\uDE00'}");
  private static final JsonNode CONTEXT = json("{'source': 'mail', 'urgent': true}");
  private static final WorkOwner OWNER = new WorkOwner(WorkOwner.Kind.TASK, id(4), "draft");
  private static final ValidationOrigin ORIGIN = new ValidationOrigin(EXECUTION, TASK);
  private static final ModelRef MODEL = ModelRef.of("openai/org/model-1");

  private EventExamples() {}

  /** All of them, in the catalogue's order of aggregates. */
  public static List<DomainEvent> all() {
    return List.of(
            tenants(),
            keys(),
            subjects(),
            agents(),
            agentExecutions(),
            workflows(),
            executions(),
            validations(),
            reviews(),
            conversations(),
            accesses(),
            removals(),
            keyChanges())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<DomainEvent> tenants() {
    Quotas quotas = new Quotas(60, 1_000_000L, new BigDecimal("99.50"), 4, 1_073_741_824L);
    return List.of(
        new TenantEvent.TenantRegistered(TENANT, "Acme", Tier.ENTERPRISE, "eu-1", quotas),
        new TenantEvent.TenantSuspended(TENANT, "unpaid"),
        new TenantEvent.TenantReactivated(TENANT),
        new TenantEvent.TenantTierChanged(TENANT, Tier.FREE),
        new TenantEvent.TenantQuotasChanged(TENANT, quotas),
        new TenantEvent.TenantSettingsChanged(TENANT, Map.of("language", "de")));
  }

  private static List<DomainEvent> keys() {
    return List.of(
        new ApiKeyEvent.ApiKeyIssued(KEY, "nightly", Set.of(Role.AGENT_RUNNER), HASH, AT),
        new ApiKeyEvent.ApiKeyRevoked(KEY));
  }

  private static List<DomainEvent> subjects() {
    SubjectId id = new SubjectId(id(15));
    return List.of(
        new SubjectEvent.SubjectErased(id, "pseudonym", "asked for it"),
        new SubjectEvent.LegalHoldPlaced(id, "pseudonym", "case 7"),
        new SubjectEvent.LegalHoldReleased(id, "pseudonym"));
  }

  private static AgentDefinition definition() {
    return new AgentDefinition(
        "drafter",
        "Summarise {{document}}.",
        new ModelPolicy(List.of("default"), "local", new BigDecimal("0.25"), 0.2, 800),
        json("{'type': 'object', 'required': ['text']}"),
        List.of(),
        AgentLimits.DEFAULT);
  }

  private static List<DomainEvent> agents() {
    return List.of(
        new AgentEvent.AgentVersionRegistered(AGENT, "summariser", 2, HASH, definition()),
        new AgentEvent.AgentRetired(AGENT, "summariser"));
  }

  /**
   * What the golden files of revisions that are no longer written read as, by file name without
   * {@code .json}; those left out read as the present example.
   */
  public static Map<String, DomainEvent> asOnceWritten() {
    return Map.of(
        "agent-execution.model-call-requested.v1",
        requested(null, 0),
        "agent-execution.model-call-answered.v1",
        new AgentExecutionEvent.ModelCallAnswered(RUN, CALL, 1, answer(), HASH, null));
  }

  private static AgentExecutionEvent.ModelCallRequested requested(
      @Nullable Integer promptChars, int toolsOffered) {
    return new AgentExecutionEvent.ModelCallRequested(
        RUN,
        CALL,
        1,
        MODEL,
        new ModelParameters(0.2, 800, 7L),
        HASH,
        List.of(
            new ModelMessage(ModelMessage.Speaker.SYSTEM, "Role: drafter"),
            new ModelMessage(ModelMessage.Speaker.USER, "<document>\nText\n</document>")),
        json("{'type': 'object'}"),
        900,
        5,
        AT,
        AT.plusSeconds(300),
        promptChars,
        toolsOffered);
  }

  private static ModelAnswer answer() {
    return new ModelAnswer(
        "{\"text\": \"Short\"}",
        "openai",
        "org/model-1",
        "sha256:abc",
        "stop",
        120,
        30,
        new BigDecimal("0.0042"),
        850,
        false);
  }

  private static List<DomainEvent> agentExecutions() {
    ModelAnswer answer = answer();
    return List.of(
        new AgentExecutionEvent.AgentExecutionStarted(
            RUN,
            "summariser",
            2,
            HASH,
            definition(),
            List.of(MODEL),
            CONTENT,
            CONTEXT,
            5,
            AT,
            OWNER),
        requested(42, 3),
        new AgentExecutionEvent.ModelCallAnswered(RUN, CALL, 1, answer, HASH, 61),
        new AgentExecutionEvent.ModelCallFailed(
            RUN,
            CALL,
            1,
            new ModelFailure("openai", "org/model-1", "TIMEOUT", "No answer", true, 60_000)),
        new AgentExecutionEvent.ModelAnswerArrivedLate(RUN, CALL, LEASE, answer, HASH),
        new AgentExecutionEvent.OutputRefused(RUN, CALL, List.of("/text: is missing")),
        new AgentExecutionEvent.AgentExecutionCompleted(
            RUN, "summariser", 2, CONTENT, 120, 30, new BigDecimal("0.0042"), OWNER),
        new AgentExecutionEvent.AgentExecutionFailed(
            RUN, "summariser", "TIMEOUT", "Expected an answer, but there is none", OWNER),
        new AgentExecutionEvent.AgentExecutionCancelled(RUN, "summariser", "not needed", OWNER));
  }

  private static List<DomainEvent> workflows() {
    return List.of(
        new WorkflowEvent.WorkflowVersionRegistered(
            WORKFLOW,
            "demo",
            "summarise",
            "1.0.0",
            HASH,
            "document:\n  dsl: 1.0.0\n",
            "application/yaml",
            json("{'document': {'dsl': '1.0.0'}}")));
  }

  private static List<DomainEvent> executions() {
    ExecutionError error =
        new ExecutionError("https://assay.dev/errors/x", 500, "Failed", "No model", "/do/0/draft");
    return List.of(
        new ExecutionEvent.ExecutionStarted(
            EXECUTION,
            WORKFLOW,
            "demo",
            "summarise",
            "1.0.0",
            HASH,
            json("{'document': {'dsl': '1.0.0'}}"),
            CONTENT,
            5,
            AT),
        new ExecutionEvent.TaskScheduled(
            EXECUTION,
            TASK,
            new TaskId(id(14)),
            "/do/0/draft",
            "draft",
            TaskKind.AGENT,
            1,
            CONTENT,
            new TaskWork.RunAgent("summariser", 2, CONTENT, CONTEXT),
            5),
        new ExecutionEvent.TaskCompleted(EXECUTION, TASK, "/do/0/draft", CONTENT, CONTEXT, "check"),
        new ExecutionEvent.TaskWaiting(EXECUTION, TASK, "A person decides"),
        new ExecutionEvent.TaskFailed(EXECUTION, TASK, "/do/0/draft", error),
        new ExecutionEvent.TaskCancelled(EXECUTION, TASK, "/do/0/draft"),
        new ExecutionEvent.ExecutionPaused(EXECUTION),
        new ExecutionEvent.ExecutionResumed(EXECUTION),
        new ExecutionEvent.ExecutionRetried(EXECUTION),
        new ExecutionEvent.ExecutionCompleted(EXECUTION, CONTENT),
        new ExecutionEvent.ExecutionFaulted(EXECUTION, error),
        new ExecutionEvent.ExecutionCancelled(EXECUTION, "not needed"));
  }

  private static List<DomainEvent> validations() {
    ValidatorSpec validator =
        new ValidatorSpec(
            "short", ValidatorKind.LENGTH, json("{'maxWords': 60}"), 1.5, OnFail.REVISE);
    ProducerSpec producer = new ProducerSpec("summariser", 2, CONTENT, "/text");
    PipelineSpec pipeline =
        new PipelineSpec(
            List.of(validator),
            new CombinationPolicy(CombinationPolicy.Combine.WEIGHTED, 0.7, List.of("short")),
            2,
            OnFail.ESCALATE,
            producer,
            600,
            3_600);
    Verdict verdict =
        new Verdict(
            "short",
            HASH,
            ValidatorKind.LENGTH,
            Verdict.Outcome.FAIL,
            0.75,
            "Expected at most 60 words, but there are 80",
            List.of(new Verdict.Evidence("and so on", 300, 309, "too much")),
            RUN);
    return List.of(
        new ValidationEvent.ValidationRequested(
            VALIDATION, CONTENT, HASH, CONTEXT, pipeline, "anna", 5, ORIGIN),
        new ValidationEvent.RoundOpened(
            VALIDATION, 1, CONTENT, HASH, CONTEXT, List.of(validator), 600, 5),
        new ValidationEvent.VerdictRecorded(VALIDATION, 1, verdict),
        new ValidationEvent.RoundConcluded(VALIDATION, 1, false, 0.75),
        new ValidationEvent.RevisionRequested(
            VALIDATION, 1, CONTENT, "Shorten it", producer, 600, 5),
        new ValidationEvent.RevisionFailed(VALIDATION, 1, "No model"),
        new ValidationEvent.ValidationEscalated(
            VALIDATION, 1, REVIEW, CONTENT, HASH, "Too long", List.of("anna"), 3_600, ORIGIN),
        new ValidationEvent.ValidationAccepted(VALIDATION, 2, CONTENT, HASH, 0.93, "rita", ORIGIN),
        new ValidationEvent.ValidationRejected(
            VALIDATION, 2, CONTENT, HASH, 0.1, "Too long", "rita", ORIGIN),
        new ValidationEvent.ValidationCancelled(VALIDATION, 2, REVIEW, "not needed", ORIGIN));
  }

  private static List<DomainEvent> reviews() {
    return List.of(
        new ReviewEvent.ReviewOpened(
            REVIEW, VALIDATION, CONTENT, HASH, "Too long", List.of("anna", "agent:summariser"), AT),
        new ReviewEvent.ReviewDecided(
            REVIEW,
            VALIDATION,
            ReviewDecision.EDIT,
            "rita",
            HASH,
            "accurate",
            "Read twice",
            CONTENT),
        new ReviewEvent.ReviewBecameOverdue(REVIEW, VALIDATION),
        new ReviewEvent.ReviewClosed(REVIEW, VALIDATION, "not needed"));
  }

  private static List<DomainEvent> accesses() {
    return List.of(
        new AccessEvent.RecordRead(
            ACCESS, "GET /api/v1/audit/events", json("{'type': 'review.decided'}")),
        new AccessEvent.DossierIssued(
            ACCESS, EXECUTION, "sha256:0123456789abcdef", List.of("metadata")),
        new AccessEvent.AccessRefused(
            ACCESS,
            "POST",
            "/api/v1/workflows",
            RejectionCode.FORBIDDEN,
            "Expected one of the roles [designer], but the caller has none of them"),
        new AccessEvent.ProjectionOperated(ACCESS, "executions", "rebuild"),
        new AccessEvent.DeadLettersRetried(
            ACCESS, "projection", "executions", "sequence", EXECUTION.value()),
        new AccessEvent.DeadLetterDiscarded(
            ACCESS,
            "process-manager",
            "execution-coordination",
            EXECUTION.value(),
            "workflow-execution.task-scheduled",
            42,
            "The task was done by hand"),
        new AccessEvent.StrangersRefused(
            ACCESS,
            AT,
            AT.plusSeconds(10),
            12,
            List.of(new AccessEvent.Origin("203.0.113.7", "GET", "/api/v1/executions", 9)),
            3));
  }

  private static List<DomainEvent> removals() {
    return List.of(new RemovalEvent.CiphertextRemoved(REMOVAL, AT, 2, 41, 57));
  }

  private static List<DomainEvent> keyChanges() {
    return List.of(
        new KeyEvent.KeyRotationBegun(KEY_CHANGE, KeyScope.TENANT, TENANT, "Yearly exchange"),
        new KeyEvent.KeyRotationCompleted(KEY_CHANGE, KeyScope.TENANT, "1", "2", 4711),
        new KeyEvent.DataKeysExpired(
            KEY_CHANGE, RetentionClass.CONTENT, "P2Y", AT, List.of(id(31), id(32))));
  }

  private static List<DomainEvent> conversations() {
    return List.of(
        new ConversationEvent.ConversationStarted(CONVERSATION, "assistant", "Invoices"),
        new ConversationEvent.MessagePosted(CONVERSATION, QUESTION, "Who owes us?", "anna"),
        new ConversationEvent.ReplyRequested(
            CONVERSATION,
            REPLY,
            QUESTION,
            "assistant",
            List.of(new ModelMessage(ModelMessage.Speaker.USER, "Who owes us?"))),
        new ConversationEvent.ReplyRecorded(CONVERSATION, REPLY, QUESTION, "Acme does.", RUN),
        new ConversationEvent.ReplyFailed(CONVERSATION, REPLY, "No model"));
  }

  private static UUID id(int number) {
    return new UUID(0x018F_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
  }

  private static JsonNode json(String singleQuoted) {
    return EventJson.mapper().readTree(singleQuoted.replace('\'', '"'));
  }
}
