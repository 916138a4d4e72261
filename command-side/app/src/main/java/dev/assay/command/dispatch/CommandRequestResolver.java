package dev.assay.command.dispatch;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import dev.assay.http.CallerResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers their {@link CommandRequest}. */
public final class CommandRequestResolver implements HandlerMethodArgumentResolver {
  private static final String CLAIM = CommandRequestResolver.class.getName() + ".claim";
  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

  private record Claim(UUID commandId, boolean repeat) {}

  /** Called by the idempotency filter: commands of this request go under this id. */
  public static void claim(HttpServletRequest request, UUID commandId, boolean repeat) {
    request.setAttribute(CLAIM, new Claim(commandId, repeat));
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == CommandRequest.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request =
        Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
    Caller caller = CallerResolver.caller(request);
    Claim claim =
        request.getAttribute(CLAIM) instanceof Claim made ? made : new Claim(Uuids.next(), false);
    return new CommandRequest(
        caller,
        caller.tenant(),
        claim.commandId(),
        claim.repeat(),
        expectedSequence(request.getHeader(HttpHeaders.IF_MATCH)),
        null);
  }

  private static @Nullable Long expectedSequence(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    Matcher etag = ETAG.matcher(ifMatch.strip());
    if (!etag.matches()) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT,
          "Expected If-Match to be one ETag as it was answered, such as \"3\", but it is not");
    }
    return Long.valueOf(etag.group(1));
  }
}
