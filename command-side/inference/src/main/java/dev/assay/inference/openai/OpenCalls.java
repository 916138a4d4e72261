package dev.assay.inference.openai;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands between the chat model and the network. It knows the HTTP calls that are open, so that one
 * can be cut (the chat model gives no way to, and a server would go on producing tokens for a
 * listener who has left); it keeps the HTTP client from sending a request twice by itself; and it
 * keeps a provider's error messages, which may quote the key, from ever reaching a log.
 */
final class OpenCalls implements Interceptor {
  static final String KEY_HEADER = "Idempotency-Key";

  private static final int MAX_ERROR_BYTES = 64 * 1_024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Call> byKey = new ConcurrentHashMap<>();

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    String key = request.header(KEY_HEADER);
    if (key != null) {
      byKey.put(key, chain.call());
    }
    RequestBody body = request.body();
    if (body != null) {
      request = request.newBuilder().method(request.method(), new SentOnce(body)).build();
    }
    Response response = chain.proceed(request);
    return response.isSuccessful() ? response : withoutMessage(response);
  }

  /** Forgets a call; one that is still open is cut. */
  void close(String key) {
    Call call = byKey.remove(key);
    if (call != null) {
      call.cancel();
    }
  }

  /** Keeps the status and the error's code. */
  private static Response withoutMessage(Response response) throws IOException {
    String code = codeOf(response.peekBody(MAX_ERROR_BYTES).string());
    response.close();
    var body = JSON.createObjectNode();
    body.putObject("error").put("message", "withheld").put("code", code);
    return response
        .newBuilder()
        .body(ResponseBody.create(body.toString(), MediaType.get("application/json")))
        .build();
  }

  private static String codeOf(String body) {
    try {
      String code = JSON.readTree(body).path("error").path("code").asString("");
      return code.matches("[a-z_]{1,64}") ? code : "";
    } catch (JacksonException e) {
      return "";
    }
  }

  /** A body that the HTTP client does not dare to send again. */
  private static final class SentOnce extends RequestBody {
    private final RequestBody body;

    SentOnce(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
