package dev.assay.command.subject;

import dev.assay.eventstore.engine.PostgresEventStore;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.SubjectKeys;
import dev.assay.eventstore.processing.ProcessingStores;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whose data is whose, for role command. */
@Configuration(proxyBeanMethods = false)
@Import(SubjectController.class)
public class SubjectConfiguration {
  /** The token store lets go of a claim after 5 s; it is renewed and sought well before. */
  private static final long CLAIM_MS = 1_000;

  @Bean
  SubjectKeys subjectKeys(Keys keys) {
    return keys.subjects();
  }

  @Bean
  DataSubjects dataSubjects(Keys keys, SubjectKeys subjects) {
    return new DataSubjects(keys.pseudonyms(), subjects);
  }

  @Bean
  ConfigurerModule subjectKeyProcessor(SubjectKeys keys, ProcessingStores stores) {
    SubjectKeyKeeper keeper = new SubjectKeyKeeper(keys);
    return configurer ->
        configurer.eventProcessing(processing -> register(processing, keeper, stores));
  }

  private static void register(
      EventProcessingConfigurer processing, SubjectKeyKeeper keeper, ProcessingStores stores) {
    String group = SubjectKeyKeeper.GROUP;
    TokenStore besideTheKeys = stores.tokensOfKeys();
    TransactionManager transactions = stores.keeperTransactions();
    processing
        .registerEventHandler(c -> keeper)
        .registerListenerInvocationErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerTokenStore(group, c -> besideTheKeys)
        .registerTransactionManager(group, c -> transactions)
        .registerErrorHandler(group, c -> PropagatingErrorHandler.instance())
        .registerPooledStreamingEventProcessor(
            group,
            config -> PostgresEventStore.asStored(config.eventStore()),
            (config, builder) ->
                builder
                    .initialSegmentCount(1)
                    .batchSize(50)
                    .tokenClaimInterval(CLAIM_MS)
                    .claimExtensionThreshold(CLAIM_MS)
                    .initialToken(StreamableMessageSource::createTailToken));
  }
}
