package dev.assay.inference.openai;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import dev.assay.inference.ModelCallException;
import dev.assay.inference.ModelErrorClass;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in our words. The provider's own words are never passed on: they may quote the
 * key or the prompt.
 */
final class OpenAiErrors {
  private final String provider;

  OpenAiErrors(String provider) {
    this.provider = provider;
  }

  ModelCallException of(Throwable thrown, String model) {
    Throwable cause = thrown;
    for (int depth = 0; depth < 20; depth++) {
      if (cause instanceof OpenAIServiceException refused) {
        return ofStatus(refused.statusCode(), refused.code().orElse(""), model, refused);
      }
      if (cause instanceof InterruptedIOException) {
        return tooSlow(cause);
      }
      if (cause instanceof SseException || cause instanceof OpenAIInvalidDataException) {
        return nonsense(cause);
      }
      Throwable next = cause.getCause();
      if (next == null || next == cause) {
        break;
      }
      cause = next;
    }
    return ofRoot(thrown, cause);
  }

  private ModelCallException ofRoot(Throwable thrown, Throwable root) {
    if (root instanceof IOException || thrown instanceof OpenAIIoException) {
      return failure(
          ModelErrorClass.UNAVAILABLE, "to be reached, but the connection failed", true, thrown);
    }
    if (thrown instanceof OpenAIException
        || thrown instanceof CompletionException
        || root instanceof tools.jackson.core.JacksonException) {
      return nonsense(thrown);
    }
    return failure(ModelErrorClass.INTERNAL, "to answer, but its adapter failed", false, thrown);
  }

  private ModelCallException ofStatus(
      int status, String code, String model, @Nullable Throwable cause) {
    return switch (status) {
      case 401, 403 ->
          failure(ModelErrorClass.REFUSED, "to accept our key, but it refused it", false, cause);
      case 404 ->
          failure(
              ModelErrorClass.UNKNOWN_MODEL,
              "to have the model '" + model + "', but it has none of that name",
              false,
              cause);
      case 408 -> tooSlow(cause);
      case 429 ->
          "insufficient_quota".equals(code)
              ? failure(
                  ModelErrorClass.RATE_LIMITED,
                  "to have quota left for us, but it is used up",
                  false,
                  cause)
              : failure(
                  ModelErrorClass.RATE_LIMITED,
                  "to take the call, but it asks to slow down",
                  true,
                  cause);
      default -> ofOtherStatus(status, code, cause);
    };
  }

  private ModelCallException ofOtherStatus(int status, String code, @Nullable Throwable cause) {
    if (status >= 500 || status == 409 || status == 425) {
      return failure(
          ModelErrorClass.UNAVAILABLE,
          "to work, but it answered with status " + status,
          true,
          cause);
    }
    if (status < 400) {
      return nonsense(cause);
    }
    return "content_filter".equals(code) || "content_policy_violation".equals(code)
        ? contentRefused(cause)
        : failure(
            ModelErrorClass.INVALID_REQUEST,
            "to understand the request, but it answered with status " + status,
            false,
            cause);
  }

  ModelCallException contentRefused(@Nullable Throwable cause) {
    return failure(
        ModelErrorClass.REFUSED, "to answer, but its content filter refused", false, cause);
  }

  ModelCallException tooSlow(@Nullable Throwable cause) {
    return failure(ModelErrorClass.TIMEOUT, "to answer in time, but it did not", true, cause);
  }

  ModelCallException brokenOff() {
    return failure(
        ModelErrorClass.UNAVAILABLE, "to finish its answer, but it broke off", true, null);
  }

  private ModelCallException nonsense(@Nullable Throwable cause) {
    return failure(
        ModelErrorClass.UNAVAILABLE,
        "to speak the chat completions protocol, but its answer cannot be read",
        true,
        cause);
  }

  private ModelCallException failure(
      ModelErrorClass errorClass, String but, boolean retryable, @Nullable Throwable cause) {
    return new ModelCallException(
        errorClass, "Expected provider " + provider + " " + but, retryable, cause);
  }
}
