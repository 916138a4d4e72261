package dev.assay.domain.apikey;

import static dev.assay.domain.apikey.ApiKeyStatus.ISSUED;
import static dev.assay.domain.apikey.ApiKeyStatus.REVOKED;

import dev.assay.api.apikey.ApiKeyEvent;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.domain.LifeCycle;
import org.jspecify.annotations.Nullable;

/** What the events of an API key add up to. */
record ApiKeyState(ApiKeyStatus status, ApiKeyIssued issued) {
  static final LifeCycle<ApiKeyStatus> LIFE_CYCLE =
      LifeCycle.of("ApiKey", ApiKeyStatus.class)
          .starting(ApiKeyIssued.class, ISSUED)
          .on(ISSUED, ApiKeyRevoked.class, REVOKED)
          .build();

  static ApiKeyState evolved(@Nullable ApiKeyState state, ApiKeyEvent event) {
    ApiKeyStatus next = LIFE_CYCLE.after(state == null ? null : state.status(), event);
    return switch (event) {
      case ApiKeyIssued e -> new ApiKeyState(next, e);
      case ApiKeyRevoked e -> new ApiKeyState(next, require(state).issued());
    };
  }

  private static ApiKeyState require(@Nullable ApiKeyState state) {
    if (state == null) {
      throw new IllegalStateException("Expected a history that begins with ApiKeyIssued");
    }
    return state;
  }
}
