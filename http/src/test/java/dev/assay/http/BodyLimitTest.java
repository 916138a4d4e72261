package dev.assay.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large and malformed requests get a clean answer over a real socket. */
class BodyLimitTest {
  private static final int MIB = 1024 * 1024;
  private static Server server;
  private static String token;

  @BeforeAll
  static void start() {
    server = new Server(EchoApplication.class, Map.of("assay.security.issuer", TestIssuer.ISSUER));
    token = EchoApplication.ISSUER.token(UUID.randomUUID(), Role.DESIGNER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] order(int size) {
    String head = "{\"customer\":\"a\",\"lines\":[],\"notes\":[";
    return (head + " ".repeat(size - head.length() - 2) + "]}").getBytes(StandardCharsets.UTF_8);
  }

  private static BodyPublisher withoutLength(byte[] body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
  }

  @ParameterizedTest
  @ValueSource(ints = {2 * MIB + 1, 10 * MIB, 10_000_000})
  void shouldRefuseATooLargeBodyCleanlyWhetherItsLengthIsKnownOrNot(int size) {
    byte[] body = order(size);
    int reached = EchoApplication.REACHED.get();
    for (BodyPublisher publisher :
        new BodyPublisher[] {BodyPublishers.ofByteArray(body), withoutLength(body)}) {
      BadInputTest.problem(
          server.post("/api/v1/orders", token, "application/json", publisher), 413, "TOO_LARGE");
    }
    assertThat(EchoApplication.REACHED.get()).isEqualTo(reached);
  }

  @Test
  void shouldTakeABodyOfExactlyTheLimit() {
    byte[] body = order(2 * MIB);
    assertThat(
            server.post("/api/v1/orders", token, "application/json", withoutLength(body)).status())
        .isEqualTo(200);
  }

  @Test
  void shouldAllowDefinitionsLess() {
    byte[] body = order(MIB + 1);
    BadInputTest.problem(
        server.post(
            "/api/v1/workflows", token, "application/json", BodyPublishers.ofByteArray(body)),
        413,
        "TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/me?a=| HTTP/1.1\r\nHost: localhost\r\n",
        "GET /api/%zz HTTP/1.1\r\nHost: localhost\r\n",
        "GET /api/v1/..;/x HTTP/1.1\r\nHost: localhost\r\n",
        "GET //api//v1 HTTP/1.1\r\nHost: localhost\r\n",
        "nonsense\r\n",
        "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n",
        "TRACE /api/v1/me HTTP/1.1\r\nHost: localhost\r\n"
      })
  void shouldAnswerMalformedHttpWithoutGivingItselfAway(String head) throws IOException {
    String answer = raw(head + "Connection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 4");
    assertThat(answer).doesNotContain("Tomcat", "<html", "Exception", "org.apache", "org.spring");
    if (answer.contains("{")) {
      assertThat(answer).contains("\"code\":");
    }
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
