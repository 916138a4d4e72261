package dev.assay.server.wiring;

import dev.assay.inference.ModelProvider;
import dev.assay.inference.offline.OfflineModelProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The model that needs no network is a provider of every inference process. */
@Configuration(proxyBeanMethods = false)
public class OfflineModelConfiguration {
  @Bean
  ModelProvider offlineModel() {
    return new OfflineModelProvider();
  }
}
