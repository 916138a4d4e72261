package dev.assay.eventstore.processing;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.time.Duration;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
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

  /**
   * @param general writes tokens and sagas
   */
  public ProcessingStores(Databases databases, Serializer general) {
    this.databases = databases;
    this.connections =
        new SpringDataSourceConnectionProvider(databases.dataSource(DatabaseRole.PROCESSOR));
    this.general = general;
  }

  /** Transactions of the processor role, for event processors. */
  public TransactionManager transactions() {
    return new SpringTransactionManager(
        databases.transactionManager(DatabaseRole.PROCESSOR), new DefaultTransactionDefinition());
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
}
