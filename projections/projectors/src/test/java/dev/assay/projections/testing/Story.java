package dev.assay.projections.testing;

import dev.assay.api.RejectionCode;
import dev.assay.api.access.AccessEvent;
import dev.assay.api.access.AccessEvent.AccessRefused;
import dev.assay.api.access.AccessEvent.DeadLetterDiscarded;
import dev.assay.api.access.AccessEvent.DeadLettersRetried;
import dev.assay.api.access.AccessEvent.DossierIssued;
import dev.assay.api.access.AccessEvent.ProjectionOperated;
import dev.assay.api.access.AccessEvent.RecordRead;
import dev.assay.api.access.AccessEvent.StrangersRefused;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentEvent.AgentRetired;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agent.AgentNames;
import dev.assay.api.agent.ModelPolicy;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.api.conversation.ConversationEvent.ConversationStarted;
import dev.assay.api.conversation.ConversationEvent.MessagePosted;
import dev.assay.api.conversation.ConversationEvent.ReplyFailed;
import dev.assay.api.conversation.ConversationEvent.ReplyRecorded;
import dev.assay.api.conversation.ConversationEvent.ReplyRequested;
import dev.assay.api.envelope.Role;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.ConversationId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.MessageId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.RemovalId;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.SubjectId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.ValidationId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.keys.KeyEvent.KeyRotationBegun;
import dev.assay.api.keys.KeyEvent.KeyRotationCompleted;
import dev.assay.api.keys.KeyScope;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent.ReviewBecameOverdue;
import dev.assay.api.review.ReviewEvent.ReviewClosed;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.api.subject.RemovalEvent.CiphertextRemoved;
import dev.assay.api.subject.SubjectEvent.LegalHoldPlaced;
import dev.assay.api.subject.SubjectEvent.LegalHoldReleased;
import dev.assay.api.subject.SubjectEvent.SubjectErased;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantEvent.TenantQuotasChanged;
import dev.assay.api.tenant.TenantEvent.TenantReactivated;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSettingsChanged;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.TenantEvent.TenantTierChanged;
import dev.assay.api.tenant.Tier;
import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflow.WorkflowNames;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionPaused;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionResumed;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskWaiting;
import dev.assay.api.workflowexecution.TaskKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One tenant's story, told event by event: an execution drafts, its draft is refused, a person
 * decides. Together its chapters hold every event there is.
 */
public final class Story {
  public static final Instant DUE = Instant.parse("2026-11-28T09:00:00Z");
  public static final JsonNode DRAFT = json("{\"text\":\"A draft.\"}");

  public final TenantId tenant = new TenantId(Uuids.next());
  public final WorkflowId workflow = WorkflowNames.id(tenant, "examples", "summarise");
  public final ExecutionId execution = new ExecutionId(Uuids.next());
  public final TaskId draftTask = new TaskId(Uuids.next());
  public final TaskId checkTask = new TaskId(Uuids.next());
  public final AgentExecutionId agentExecution = new AgentExecutionId(Uuids.next());
  public final ModelCallId firstCall = new ModelCallId(Uuids.next());
  public final ModelCallId secondCall = new ModelCallId(Uuids.next());
  public final ValidationId validation = new ValidationId(Uuids.next());
  public final ReviewId review = new ReviewId(Uuids.next());
  public final ValidationId cancelledValidation = new ValidationId(Uuids.next());
  public final ReviewId closedReview = new ReviewId(Uuids.next());
  public final ConversationId conversation = new ConversationId(Uuids.next());
  public final ApiKeyId apiKey = new ApiKeyId(Uuids.next());

  private final RecordedEvents record;

  public Story(RecordedEvents record) {
    this.record = record;
  }

  public static JsonNode json(String text) {
    return EventJson.mapper().readTree(text);
  }

  /** Everything, the execution completed in the end. */
  public Story all() {
    tenantRegistered();
    apiKeys();
    agents();
    workflowRegistered();
    executionStarted();
    drafted();
    validationEscalated();
    reviewDecided();
    executionCompleted();
    conversation();
    accesses();
    keyChanges();
    subjects();
    sideStories();
    return this;
  }

  public void tenantRegistered() {
    record.append(
        tenant,
        tenant,
        new TenantRegistered(tenant, "acme", Tier.FREE, "eu", Quotas.OF_TIER),
        new TenantSuspended(tenant, "unpaid"),
        new TenantReactivated(tenant),
        new TenantTierChanged(tenant, Tier.STANDARD),
        new TenantQuotasChanged(tenant, new Quotas(60, null, null, 5, null)),
        new TenantSettingsChanged(tenant, Map.of("language", "en")));
  }

  public void apiKeys() {
    record.append(
        tenant,
        apiKey,
        new ApiKeyIssued(apiKey, "ci", Set.of(Role.AGENT_RUNNER), "sha256:secret", DUE),
        new ApiKeyRevoked(apiKey));
  }

  public void agents() {
    agentVersion("summariser", 1);
    agentVersion("summariser", 2);
    agentVersion("retired", 1);
    var retired = AgentNames.id(tenant, "retired");
    record.append(tenant, retired, new AgentRetired(retired, "retired"));
  }

  public void agentVersion(String name, int version) {
    var id = AgentNames.id(tenant, name);
    record.append(
        tenant,
        id,
        new AgentVersionRegistered(id, name, version, "sha256:" + version, definition()));
  }

  public void workflowRegistered() {
    record.append(tenant, workflow, version("0.1.0"), version("0.2.0"));
  }

  public void executionStarted() {
    record.append(
        tenant,
        execution,
        started(execution),
        new TaskScheduled(
            execution,
            draftTask,
            null,
            "/do/0/draft",
            "draft",
            TaskKind.AGENT,
            1,
            json("{}"),
            null,
            0));
  }

  /** A run with one call, which was answered by this model. */
  public AgentExecutionId agentRan(@Nullable WorkOwner owner, String model, BigDecimal costUsd) {
    AgentExecutionId id = new AgentExecutionId(Uuids.next());
    ModelCallId call = new ModelCallId(Uuids.next());
    record.append(
        tenant,
        id,
        agentStarted(id, owner),
        requested(id, call, 1),
        new ModelCallAnswered(id, call, 1, answer(model, costUsd), "sha256:o", 2),
        new AgentExecutionCompleted(id, "summariser", 2, DRAFT, 100, 20, costUsd, owner));
    return id;
  }

  /** The agent runs: a failed call, a refused output, a late answer, then an answer. */
  public void drafted() {
    record.append(
        tenant,
        agentExecution,
        agentStarted(
            agentExecution,
            new WorkOwner(WorkOwner.Kind.TASK, execution.value(), draftTask.toString())),
        requested(firstCall, 1),
        new ModelCallFailed(
            agentExecution,
            firstCall,
            1,
            new ModelFailure("offline", "extractive-1", "TIMEOUT", "No answer in time", true, 900)),
        requested(secondCall, 2),
        new ModelAnswerArrivedLate(agentExecution, firstCall, Uuids.next(), answer(), "sha256:o"),
        new ModelCallAnswered(agentExecution, secondCall, 2, answer(), "sha256:o", 2),
        new OutputRefused(agentExecution, secondCall, List.of("/text is missing")),
        new AgentExecutionCompleted(
            agentExecution, "summariser", 2, DRAFT, 100, 20, new BigDecimal("0.0012"), null));
    record.append(
        tenant,
        execution,
        new TaskCompleted(execution, draftTask, "/do/0/draft", DRAFT, null, null),
        new TaskScheduled(
            execution,
            checkTask,
            null,
            "/do/1/check",
            "check",
            TaskKind.VALIDATE,
            1,
            DRAFT,
            null,
            0));
  }

  /** Two rounds fail, so a person has to decide; the execution waits. */
  public void validationEscalated() {
    ValidatorSpec length =
        new ValidatorSpec(
            "length", ValidatorKind.LENGTH, json("{\"maxWords\":1}"), 1, OnFail.REVISE);
    ProducerSpec producer = new ProducerSpec("summariser", null, json("{}"), "/text");
    PipelineSpec pipeline =
        new PipelineSpec(
            List.of(length), CombinationPolicy.EVERY_ONE, 1, OnFail.ESCALATE, producer, 600, 3600);
    ValidationOrigin origin = new ValidationOrigin(execution, checkTask);
    record.append(
        tenant,
        validation,
        new ValidationRequested(
            validation, DRAFT, Hashes.ofJson(DRAFT), null, pipeline, "ada", 0, origin),
        new RoundOpened(validation, 1, DRAFT, "sha256:1", null, List.of(length), 600, 0),
        new VerdictRecorded(validation, 1, verdict("length", Verdict.Outcome.FAIL, 0.4)),
        new RoundConcluded(validation, 1, false, 0.4),
        new RevisionRequested(validation, 1, DRAFT, "Shorten it.", producer, 600, 0),
        new RevisionFailed(validation, 1, "The agent failed"),
        new RoundOpened(validation, 2, DRAFT, "sha256:1", null, List.of(length), 600, 0),
        new VerdictRecorded(validation, 2, verdict("length", Verdict.Outcome.PASS, 0.9)),
        new RoundConcluded(validation, 2, true, 0.9),
        new ValidationEscalated(
            validation,
            2,
            review,
            DRAFT,
            "sha256:1",
            "No revision is left",
            List.of("ada"),
            3600,
            origin));
    record.append(
        tenant,
        review,
        new ReviewOpened(
            review, validation, DRAFT, "sha256:1", "No revision is left", List.of("ada"), DUE),
        new ReviewBecameOverdue(review, validation));
    record.append(tenant, execution, new TaskWaiting(execution, checkTask, "A person decides"));
  }

  public void reviewDecided() {
    JsonNode edited = json("{\"text\":\"Better.\"}");
    record.append(
        tenant,
        review,
        new ReviewDecided(
            review,
            validation,
            ReviewDecision.EDIT,
            "grace",
            "sha256:1",
            "CLARITY",
            "Mended",
            edited));
    record.append(
        tenant,
        validation,
        new ValidationAccepted(validation, 2, edited, "sha256:2", 0.9, "grace", null));
  }

  public void executionCompleted() {
    record.append(
        tenant,
        execution,
        new TaskCompleted(execution, checkTask, "/do/1/check", DRAFT, null, null),
        new ExecutionCompleted(execution, DRAFT));
  }

  /** Somebody begins a conversation and says something. */
  public ConversationId said(@Nullable String title, String... messages) {
    ConversationId id = new ConversationId(Uuids.next());
    record.append(tenant, id, new ConversationStarted(id, "assistant", title));
    for (String message : messages) {
      record.append(tenant, id, new MessagePosted(id, new MessageId(Uuids.next()), message, "ada"));
    }
    return id;
  }

  /** The record learns that somebody's keys are to be destroyed. */
  public void erased(String pseudonym) {
    SubjectId person = new SubjectId(Uuids.next());
    record.append(tenant, person, new SubjectErased(person, pseudonym, "asked for it"));
  }

  /** The record learns that the time of a key is over. */
  public void expired(UUID dataKey) {
    KeyChangeId change = new KeyChangeId(Uuids.next());
    record.append(
        tenant,
        change,
        new DataKeysExpired(change, RetentionClass.CONTENT, "P2Y", DUE, List.of(dataKey)));
  }

  public void conversation() {
    MessageId question = new MessageId(Uuids.next());
    MessageId reply = new MessageId(Uuids.next());
    MessageId failed = new MessageId(Uuids.next());
    List<ModelMessage> transcript = List.of(new ModelMessage(ModelMessage.Speaker.USER, "Hello?"));
    record.append(
        tenant,
        conversation,
        new ConversationStarted(conversation, "assistant", "A first talk"),
        new MessagePosted(conversation, question, "Hello\0?", "ada"),
        new ReplyRequested(conversation, reply, question, "assistant", transcript),
        new ReplyRecorded(conversation, reply, question, "Hello.", agentExecution),
        new ReplyRequested(conversation, failed, question, "assistant", transcript),
        new ReplyFailed(conversation, failed, "The model was not there"));
  }

  /** Somebody looks into the record; somebody and nobody are refused. */
  public void accesses() {
    AccessId read = new AccessId(Uuids.next());
    AccessId refused = new AccessId(Uuids.next());
    AccessId strangers = new AccessId(Uuids.next());
    record.append(
        tenant, read, new RecordRead(read, "GET /api/v1/audit/events", json("{\"type\":\"t\"}")));
    AccessId issued = new AccessId(Uuids.next());
    record.append(
        tenant, issued, new DossierIssued(issued, execution, "sha256:d", List.of("metadata")));
    record.append(
        tenant,
        refused,
        new AccessRefused(
            refused, "POST", "/api/v1/agents", RejectionCode.FORBIDDEN, "Expected a designer"));
    AccessId operated = new AccessId(Uuids.next());
    record.append(tenant, operated, new ProjectionOperated(operated, "agents", "rebuild"));
    AccessId retried = new AccessId(Uuids.next());
    record.append(
        tenant, retried, new DeadLettersRetried(retried, "projection", "agents", "all", null));
    AccessId discarded = new AccessId(Uuids.next());
    record.append(
        tenant,
        discarded,
        new DeadLetterDiscarded(
            discarded, "projection", "agents", Uuids.next(), "agent.moved", 1, "Of no use"));
    record.append(
        tenant,
        strangers,
        new StrangersRefused(
            strangers,
            DUE,
            DUE.plusSeconds(10),
            3,
            List.of(new AccessEvent.Origin("203.0.113.7", "GET", "/api/v1/agents", 3)),
            0));
  }

  /** The tenant's key is exchanged, and what it keeps no longer is destroyed. */
  public void keyChanges() {
    KeyChangeId rotation = new KeyChangeId(Uuids.next());
    KeyChangeId expired = new KeyChangeId(Uuids.next());
    record.append(
        tenant,
        rotation,
        new KeyRotationBegun(rotation, KeyScope.TENANT, tenant, "yearly"),
        new KeyRotationCompleted(rotation, KeyScope.TENANT, "1", "2", 12));
    record.append(
        tenant,
        expired,
        new DataKeysExpired(expired, RetentionClass.CONTENT, "P2Y", DUE, List.of(Uuids.next())));
  }

  /** A hold keeps a person's data for a time; then it is erased. */
  public void subjects() {
    SubjectId person = new SubjectId(Uuids.next());
    record.append(
        tenant,
        person,
        new LegalHoldPlaced(person, "pseudonym", "case 7"),
        new LegalHoldReleased(person, "pseudonym"),
        new SubjectErased(person, "pseudonym", "asked for it"));
    RemovalId removal = new RemovalId(Uuids.next());
    record.append(tenant, removal, new CiphertextRemoved(removal, DUE, 1, 3, 4));
  }

  /** What happens beside the main story: failures, pauses, cancellations, a rejection. */
  public void sideStories() {
    ExecutionId faulted = new ExecutionId(Uuids.next());
    TaskId task = new TaskId(Uuids.next());
    TaskId other = new TaskId(Uuids.next());
    ExecutionError error = new ExecutionError("about:timeout", 408, "Timeout", null, "/do/0/draft");
    record.append(
        tenant,
        faulted,
        started(faulted),
        new TaskScheduled(
            faulted, task, null, "/do/0/a", "a", TaskKind.AGENT, 1, json("{}"), null, 0),
        new TaskScheduled(
            faulted, other, task, "/do/0/b", "b", TaskKind.AGENT, 1, json("{}"), null, 0),
        new ExecutionPaused(faulted),
        new ExecutionResumed(faulted),
        new TaskFailed(faulted, task, "/do/0/a", error),
        new TaskCancelled(faulted, other, "/do/0/b"),
        new ExecutionFaulted(faulted, error),
        new ExecutionRetried(faulted),
        new ExecutionCancelled(faulted, "No longer needed"));
    for (boolean cancelled : List.of(true, false)) {
      AgentExecutionId id = new AgentExecutionId(Uuids.next());
      record.append(
          tenant,
          id,
          agentStarted(id, null),
          cancelled
              ? new AgentExecutionCancelled(id, "summariser", "No longer needed", null)
              : new AgentExecutionFailed(id, "summariser", "TIMEOUT", "No answer in time", null));
    }
    ValidationId rejected = new ValidationId(Uuids.next());
    record.append(
        tenant,
        rejected,
        new ValidationRequested(rejected, DRAFT, "sha256:1", DRAFT, onlyLength(), "ada", 0, null),
        new ValidationRejected(rejected, 1, DRAFT, "sha256:1", 0.1, "Too long", null, null));
    validationCancelled();
  }

  private void validationCancelled() {
    ValidationId id = cancelledValidation;
    String reason = "No longer needed";
    record.append(
        tenant,
        id,
        new ValidationRequested(id, DRAFT, "sha256:1", null, onlyLength(), "ada", 0, null),
        new RoundOpened(id, 1, DRAFT, "sha256:1", null, onlyLength().validators(), 600, 0),
        new ValidationCancelled(id, 1, closedReview, reason, null));
    record.append(
        tenant,
        closedReview,
        new ReviewOpened(closedReview, id, DRAFT, "sha256:1", "Too long", List.of("ada"), DUE),
        new ReviewClosed(closedReview, id, reason));
  }

  public ExecutionStarted started(ExecutionId id) {
    return new ExecutionStarted(
        id,
        workflow,
        "examples",
        "summarise",
        "0.2.0",
        "sha256:w",
        json("{}"),
        json("{\"document\":\"A text with a \\u0000 in it.\"}"),
        0,
        DUE);
  }

  private WorkflowVersionRegistered version(String version) {
    return new WorkflowVersionRegistered(
        workflow,
        "examples",
        "summarise",
        version,
        "sha256:" + version,
        "document: {}",
        "application/yaml",
        json("{\"document\":{}}"));
  }

  private static AgentExecutionStarted agentStarted(
      AgentExecutionId id, @Nullable WorkOwner owner) {
    return new AgentExecutionStarted(
        id,
        "summariser",
        2,
        "sha256:2",
        definition(),
        List.of(ModelRef.of("offline/extractive-1")),
        json("{\"document\":\"A text.\"}"),
        null,
        0,
        DUE,
        owner);
  }

  private ModelCallRequested requested(ModelCallId id, int attempt) {
    return requested(agentExecution, id, attempt);
  }

  private static ModelCallRequested requested(AgentExecutionId run, ModelCallId id, int attempt) {
    return new ModelCallRequested(
        run,
        id,
        attempt,
        ModelRef.of("offline/extractive-1"),
        new ModelParameters(null, null, null),
        "sha256:t",
        List.of(new ModelMessage(ModelMessage.Speaker.SYSTEM, "Role: drafter")),
        null,
        1000,
        0,
        DUE,
        DUE,
        13,
        0);
  }

  private static ModelAnswer answer() {
    return answer("extractive-1", new BigDecimal("0.0012"));
  }

  private static ModelAnswer answer(String model, BigDecimal costUsd) {
    return new ModelAnswer("{}", "offline", model, null, "stop", 100, 20, costUsd, 42, false);
  }

  private static AgentDefinition definition() {
    return new AgentDefinition(
        "drafter",
        "Summarise {{document}}",
        new ModelPolicy(List.of("default"), null, null, null, null),
        null,
        List.of(),
        AgentLimits.DEFAULT);
  }

  private static PipelineSpec onlyLength() {
    return new PipelineSpec(
        List.of(new ValidatorSpec("length", ValidatorKind.LENGTH, json("{}"), 1, OnFail.REJECT)),
        CombinationPolicy.EVERY_ONE,
        0,
        OnFail.REJECT,
        null,
        600,
        3600);
  }

  private static Verdict verdict(String validator, Verdict.Outcome outcome, double score) {
    return new Verdict(
        validator,
        "sha256:v",
        ValidatorKind.LENGTH,
        outcome,
        score,
        "It has 2 words",
        List.of(new Verdict.Evidence("A draft.", 0, 8, null)),
        null);
  }
}
