package dev.assay.domain.apikey;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.FORBIDDEN;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;

import dev.assay.api.apikey.ApiKeyCommand.IssueApiKey;
import dev.assay.api.apikey.ApiKeyCommand.RevokeApiKey;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.domain.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  private static final ApiKeyId ID = new ApiKeyId(new UUID(1, 1));
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Set<Role> RUNNER = Set.of(Role.AGENT_RUNNER);

  private static FixtureConfiguration<ApiKey> fixture() {
    return new AggregateTestFixture<>(ApiKey.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static IssueApiKey issue(Set<Role> roles, @Nullable Instant expiresAt) {
    return new IssueApiKey(ID, "nightly", roles, "sha256:1", expiresAt);
  }

  private static ApiKeyIssued issued() {
    return new ApiKeyIssued(ID, "nightly", RUNNER, "sha256:1", null);
  }

  @Test
  void shouldBeIssuedOnce() {
    fixture().givenNoPriorActivity().when(issue(RUNNER, null)).expectEvents(issued());
    fixture().given(issued()).when(issue(RUNNER, null)).expectNoEvents();
    fixture()
        .given(issued())
        .when(new IssueApiKey(ID, "nightly", RUNNER, "sha256:2", null))
        .expectException(Refused.with(ALREADY_EXISTS, "issued before"));
  }

  @Test
  void shouldRefuseAKeyThatReachesBeyondItsTenant() {
    fixture()
        .givenNoPriorActivity()
        .when(issue(Set.of(Role.AGENT_RUNNER, Role.PLATFORM_ADMIN), null))
        .expectNoEvents()
        .expectException(Refused.with(FORBIDDEN, "platform-admin"));
  }

  @Test
  void shouldRefuseAKeyThatIsOfNoUse() {
    fixture()
        .givenNoPriorActivity()
        .when(issue(Set.of(), null))
        .expectException(Refused.with(INVALID_ARGUMENT, "role"));
    fixture()
        .givenNoPriorActivity()
        .when(issue(RUNNER, NOW))
        .expectException(Refused.with(INVALID_ARGUMENT, "expiresAt in the future"));
    fixture()
        .givenNoPriorActivity()
        .when(new IssueApiKey(ID, " ", RUNNER, "sha256:1", null))
        .expectException(Refused.with(INVALID_ARGUMENT, "name"));
  }

  @Test
  void shouldBeRevokedOnce() {
    fixture().given(issued()).when(new RevokeApiKey(ID)).expectEvents(new ApiKeyRevoked(ID));
    fixture()
        .given(issued(), new ApiKeyRevoked(ID))
        .when(new RevokeApiKey(ID))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }
}
