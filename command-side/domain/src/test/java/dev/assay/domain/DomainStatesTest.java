package dev.assay.domain;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.api.state.AggregateStates;
import dev.assay.api.tenant.Quotas;
import dev.assay.api.tenant.TenantEvent.TenantRegistered;
import dev.assay.api.tenant.TenantEvent.TenantSuspended;
import dev.assay.api.tenant.Tier;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DomainStatesTest {
  private static final TenantId TENANT = TenantId.of("018f0000-0000-7000-8000-0000000000aa");
  private static final ReviewId REVIEW = new ReviewId(new UUID(1, 1));
  private static final ValidationId VALIDATION = new ValidationId(new UUID(1, 2));

  private final AggregateStates states = new DomainStates();

  private JsonNode after(String aggregateType, DomainEvent... events) {
    AggregateStates.History history = Objects.requireNonNull(states.begin(aggregateType));
    List.of(events).forEach(history::add);
    return Objects.requireNonNull(history.state());
  }

  @Test
  void shouldKnowEveryAggregateByTheFamilyThatItEvolvesBy() {
    assertThat(DomainAggregates.evolutions())
        .extracting(Evolution::aggregateType)
        .containsExactlyInAnyOrderElementsOf(
            DomainAggregates.lifeCycles().stream().map(LifeCycle::aggregateType).toList());
    for (Class<?> aggregate : DomainAggregates.aggregates()) {
      Evolution<?, ?> evolution =
          DomainAggregates.evolutions().stream()
              .filter(it -> it.aggregateType().equals(aggregate.getSimpleName()))
              .findFirst()
              .orElseThrow();
      Method evolve =
          Arrays.stream(aggregate.getDeclaredMethods())
              .filter(it -> it.isAnnotationPresent(EventSourcingHandler.class))
              .findFirst()
              .orElseThrow();
      assertThat(evolve.getParameterTypes()).containsExactly(evolution.family());
    }
  }

  @Test
  void shouldTellTheStateAfterEachEvent() {
    TenantRegistered registered =
        new TenantRegistered(TENANT, "Acme", Tier.FREE, "eu", Quotas.OF_TIER);
    assertThat(after("Tenant", registered).at("/status").stringValue()).isEqualTo("ACTIVE");
    assertThat(after("Tenant", registered, new TenantSuspended(TENANT, "unpaid")).at("/status"))
        .isEqualTo(json("'SUSPENDED'"));
  }

  @Test
  void shouldTellWhatIsKeptAndNotWhatIsAsked() {
    JsonNode state =
        after(
            "Review",
            opened(),
            new ReviewDecided(
                REVIEW, VALIDATION, ReviewDecision.APPROVE, "grace", "h", "FINE", null, null));
    assertThat(state.propertyNames()).containsExactlyInAnyOrder("status", "opened", "decided");
    assertThat(state.at("/opened/producers")).isEqualTo(json("['ada','bob']"));
    assertThat(state.at("/decided/reviewer").stringValue()).isEqualTo("grace");
  }

  @Test
  void shouldHaveNoStateBeforeTheFirstEventAndNoneOfAnUnknownType() {
    assertThat(Objects.requireNonNull(states.begin("Review")).state()).isNull();
    assertThat(states.begin("Nothing")).isNull();
  }

  @Test
  void shouldRefuseAHistoryThatTheAggregateCannotHave() {
    AggregateStates.History history = Objects.requireNonNull(states.begin("Review"));
    assertThatThrownBy(
            () ->
                history.add(
                    new ReviewDecided(
                        REVIEW,
                        VALIDATION,
                        ReviewDecision.APPROVE,
                        "grace",
                        "h",
                        "FINE",
                        null,
                        null)))
        .isInstanceOf(IllegalStateException.class);
    history.add(opened());
    assertThatThrownBy(() -> history.add(opened())).isInstanceOf(IllegalStateException.class);
  }

  private static ReviewOpened opened() {
    return new ReviewOpened(
        REVIEW,
        VALIDATION,
        json("{'text':'A draft.'}"),
        "h",
        "No revision is left",
        List.of("ada", "bob"),
        Instant.parse("2026-11-28T09:00:00Z"));
  }
}
