package dev.assay.inference;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.RunInference;
import dev.assay.inference.limits.GuardedProvider;
import dev.assay.inference.limits.GuardedProviders;
import dev.assay.inference.limits.PriceList;
import dev.assay.inference.stream.TokenHub;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.annotation.MetaDataValue;

/** Makes one model call. It stores nothing and decides nothing: what came of it is its result. */
public final class InferenceCommandHandler {
  private final GuardedProviders providers;
  private final PriceList prices;
  private final TokenHub tokens;
  private final CallMeters meters;

  public InferenceCommandHandler(
      GuardedProviders providers, PriceList prices, TokenHub tokens, CallMeters meters) {
    this.providers = providers;
    this.prices = prices;
    this.tokens = tokens;
    this.meters = meters;
  }

  @CommandHandler
  public CallOutcome handle(
      RunInference command,
      @MetaDataValue(value = MetadataKeys.TENANT_ID, required = true) String tenant) {
    GuardedProvider provider = providers.named(command.model().provider());
    CallOutcome outcome =
        provider == null ? notHere(command) : call(provider, command, TenantId.of(tenant));
    meters.called(command.model(), outcome);
    return outcome;
  }

  private CallOutcome call(GuardedProvider provider, RunInference command, TenantId tenant) {
    TokenSink sink = tokens.sinkOf(tenant, command.agentExecutionId(), command.requestId());
    CallOutcome outcome = provider.call(requestOf(command), sink);
    return outcome instanceof CallOutcome.Answered(var answer)
        ? new CallOutcome.Answered(prices.priced(answer, command.model().model(), provider.local()))
        : outcome;
  }

  private static ModelRequest requestOf(RunInference command) {
    return new ModelRequest(
        command.model().model(),
        command.parameters(),
        command.messages(),
        command.outputSchema(),
        command.deadline(),
        command.requestId().value());
  }

  private static CallOutcome notHere(RunInference command) {
    String provider = command.model().provider();
    return new CallOutcome.Failed(
        new ModelFailure(
            provider,
            command.model().model(),
            ModelErrorClass.UNKNOWN_MODEL.name(),
            "Expected provider " + provider + " to be configured, but it is not",
            false,
            0));
  }
}
