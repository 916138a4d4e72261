package dev.assay.server.wiring;

import dev.assay.sinks.Sinks;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the sinks do, at {@code /health}. A sink that is down keeps nobody from working. */
@Configuration(proxyBeanMethods = false)
public class SinkHealthConfiguration {
  @Bean("sinks")
  HealthIndicator sinkHealth(Sinks sinks) {
    return new SinkHealth(sinks);
  }
}
