package dev.assay.server.wiring;

import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.state.AggregateStates;
import dev.assay.api.whatif.ExecutionWhatIf;
import dev.assay.domain.DomainStates;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.runner.ProjectedStates;
import dev.assay.replay.verification.InMemoryReplay;
import dev.assay.replay.whatif.InMemoryWhatIf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lends the audit the aggregates' and the projectors' own ways of adding up events, and the
 * engine's of deciding them anew.
 */
@Configuration(proxyBeanMethods = false)
public class StatesConfiguration {
  @Bean
  AggregateStates aggregateStates() {
    return new DomainStates();
  }

  @Bean
  ReadModelStates readModelStates() {
    return new ProjectedStates(ProjectionConfiguration.projectors());
  }

  @Bean
  ExecutionReplay executionReplay() {
    return new InMemoryReplay();
  }

  @Bean
  ExecutionWhatIf executionWhatIf() {
    return new InMemoryWhatIf();
  }
}
