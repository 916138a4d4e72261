package dev.assay.eventstore.processing;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Axon's JDBC stores on the schema {@code processing}. Token and saga are written in the
 * transaction of the event's unit of work, so that progress and state agree after a crash.
 */
public final class ProcessingStores {
  /** A processor whose owner is silent for so long may be claimed by another process. */
  public static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

  private final Databases databases;
  private final ConnectionProvider connections;
  private final Serializer general;
  private final Serializer events;

  /**
   * @param general writes tokens and sagas
   * @param events writes the events of dead letters
   */
  public ProcessingStores(Databases databases, Serializer general, Serializer events) {
    this.databases = databases;
    this.connections =
        new SpringDataSourceConnectionProvider(databases.dataSource(DatabaseRole.PROCESSOR));
    this.general = general;
    this.events = events;
  }

  /** Transactions of the processor role, for event processors. */
  public TransactionManager transactions() {
    return transactions(TransactionDefinition.PROPAGATION_REQUIRED);
  }

  private TransactionManager transactions(int propagation) {
    return new SpringTransactionManager(
        databases.transactionManager(DatabaseRole.PROCESSOR),
        new DefaultTransactionDefinition(propagation));
  }

  /** Transactions of the keeper role, for processors that keep {@link #tokensOfKeys}. */
  public TransactionManager keeperTransactions() {
    return new SpringTransactionManager(
        databases.transactionManager(DatabaseRole.KEEPER), new DefaultTransactionDefinition());
  }

  public TokenStore tokens() {
    return tokens(connections, "processing.token");
  }

  /** Progress that lies beside the keys, and is restored together with them. */
  public TokenStore tokensOfKeys() {
    return tokens(
        new SpringDataSourceConnectionProvider(databases.dataSource(DatabaseRole.KEEPER)),
        "keys.token");
  }

  private TokenStore tokens(ConnectionProvider where, String table) {
    return JdbcTokenStore.builder()
        .connectionProvider(where)
        .serializer(general)
        .claimTimeout(CLAIM_TIMEOUT)
        .contentType(byte[].class)
        .schema(
            TokenSchema.builder()
                .setTokenTable(table)
                .setProcessorNameColumn("processor_name")
                .setTokenTypeColumn("token_type")
                .build())
        .build();
  }

  public SagaStore<Object> sagas() {
    return JdbcSagaStore.builder()
        .connectionProvider(connections)
        .serializer(general)
        .sqlSchema(
            new PostgresSagaSqlSchema(
                SagaSchema.builder()
                    .sagaEntryTable("processing.saga")
                    .sagaIdColumn("saga_id")
                    .sagaTypeColumn("saga_type")
                    .serializedSagaColumn("serialized_saga")
                    .associationValueEntryTable("processing.saga_association")
                    .associationKeyColumn("association_key")
                    .associationValueColumn("association_value")
                    .build()))
        .build();
  }

  /**
   * The parked events of one processing group. A letter is written in a transaction of its own,
   * since PostgreSQL takes no more statements in one whose handler failed; a handler that writes
   * should use its own transaction too, for the same reason. Sagas cannot have one.
   */
  public SequencedDeadLetterQueue<EventMessage<?>> deadLetters(String processingGroup) {
    return JdbcSequencedDeadLetterQueue.<EventMessage<?>>builder()
        .processingGroup(processingGroup)
        .connectionProvider(connections)
        .transactionManager(transactions(TransactionDefinition.PROPAGATION_REQUIRES_NEW))
        .genericSerializer(general)
        .eventSerializer(events)
        .schema(deadLetterSchema())
        .build();
  }

  private static DeadLetterSchema deadLetterSchema() {
    return DeadLetterSchema.builder()
        .deadLetterTable("processing.dead_letter")
        .deadLetterIdentifierColumn("dead_letter_id")
        .processingGroupColumn("processing_group")
        .sequenceIdentifierColumn("sequence_identifier")
        .sequenceIndexColumn("sequence_index")
        .messageTypeColumn("message_type")
        .eventIdentifierColumn("event_identifier")
        .timestampColumn("event_timestamp")
        .payloadTypeColumn("payload_type")
        .payloadRevisionColumn("payload_revision")
        .metaDataColumn("meta_data")
        .aggregateTypeColumn("aggregate_type")
        .aggregateIdentifierColumn("aggregate_identifier")
        .sequenceNumberColumn("sequence_number")
        .tokenTypeColumn("token_type")
        .enqueuedAtColumn("enqueued_at")
        .lastTouchedColumn("last_touched")
        .processingStartedColumn("processing_started")
        .causeTypeColumn("cause_type")
        .causeMessageColumn("cause_message")
        .build();
  }
}
