package dev.assay.server.wiring;

import dev.assay.eventstore.removal.RemovalJob;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the removal of erased texts does, at {@code /health}. It keeps nobody from working. */
@Configuration(proxyBeanMethods = false)
public class RemovalHealthConfiguration {
  @Bean("removal")
  HealthIndicator removalHealth(RemovalJob job) {
    return new RemovalHealth(job);
  }
}
