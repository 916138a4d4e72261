package dev.assay.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateRoot;
import org.junit.jupiter.api.Test;

class DomainAggregatesTest {
  @Test
  void shouldListAggregatesThatDecideAndEvolve() {
    assertThat(DomainAggregates.aggregates())
        .isNotEmpty()
        .allSatisfy(
            aggregate -> {
              assertThat(aggregate).hasAnnotation(AggregateRoot.class);
              assertThat(methods(aggregate, CommandHandler.class)).isNotEmpty();
              assertThat(methods(aggregate, EventSourcingHandler.class)).isNotEmpty();
            });
  }

  @Test
  void shouldHaveATableOfEveryAggregateThatItLists() {
    assertThat(DomainAggregates.lifeCycles())
        .extracting(LifeCycle::aggregateType)
        .doesNotHaveDuplicates()
        .containsAll(
            DomainAggregates.aggregates().stream()
                .map(Class::getSimpleName)
                .filter(EventCatalog.FAMILIES::containsKey)
                .toList());
  }

  @Test
  void shouldNameEveryEventOfAnAggregateInItsTable() {
    for (LifeCycle<?> lifeCycle : DomainAggregates.lifeCycles()) {
      Set<Class<?>> catalogue =
          EventCatalog.entries().stream()
              .filter(entry -> entry.aggregateType().equals(lifeCycle.aggregateType()))
              .map(EventCatalog.Entry::type)
              .collect(Collectors.toSet());
      assertThat(lifeCycle.events())
          .as("the table of " + lifeCycle.aggregateType())
          .isEqualTo(catalogue);
    }
  }

  @Test
  void shouldReachEveryStatusOfATable() {
    for (LifeCycle<?> lifeCycle : DomainAggregates.lifeCycles()) {
      assertThat(lifeCycle.transitions().stream().map(row -> (Object) row.to()).distinct())
          .as("the statuses of " + lifeCycle.aggregateType())
          .containsExactlyInAnyOrderElementsOf(List.copyOf(lifeCycle.statuses()));
    }
  }

  @Test
  void shouldTakeOnlyDomainEventsInTables() {
    assertThat(DomainAggregates.lifeCycles())
        .flatExtracting(lifeCycle -> lifeCycle.events())
        .allSatisfy(event -> assertThat(DomainEvent.class).isAssignableFrom((Class<?>) event));
  }

  private static Stream<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(annotation));
  }
}
