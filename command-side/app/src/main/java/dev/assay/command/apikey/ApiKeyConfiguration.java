package dev.assay.command.apikey;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.security.ApiKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets API keys in; for every process that answers HTTP requests, whatever its role. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {
  @Bean
  ApiKeys apiKeys(Databases databases, EventCodec codec) {
    return new StoredApiKeys(databases.dataSource(DatabaseRole.PROCESSOR), codec);
  }
}
