package dev.assay.server.wiring;

import dev.assay.api.state.AggregateStates;
import dev.assay.domain.DomainStates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lends the audit the aggregates' own way of adding up events. */
@Configuration(proxyBeanMethods = false)
public class StatesConfiguration {
  @Bean
  AggregateStates aggregateStates() {
    return new DomainStates();
  }
}
