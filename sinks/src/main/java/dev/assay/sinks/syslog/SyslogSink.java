package dev.assay.sinks.syslog;

import dev.assay.sinks.Sink;
import dev.assay.sinks.SinkEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to a syslog server over TLS, whose certificate must be for its host name. Syslog
 * answers nothing: what was written to a connection that broke may be lost. Therefore the batch
 * before the break is sent again on the next connection.
 */
public final class SyslogSink implements Sink {
  private static final Duration CONNECT_IN = Duration.ofSeconds(5);

  /**
   * Where and as what messages are sent.
   *
   * @param hostname of the sender, in every message
   */
  public record Target(String host, int port, String hostname, int enterpriseNumber) {}

  private final String name;
  private final Target target;
  private final SSLContext tls;
  private final SyslogMessage format;
  private @Nullable SSLSocket socket;
  private List<SinkEvent> before = List.of();

  public SyslogSink(String name, Target target, SSLContext tls) {
    this.name = name;
    this.target = target;
    this.tls = tls;
    this.format = new SyslogMessage(target.hostname(), target.enterpriseNumber());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void take(List<SinkEvent> events) throws IOException {
    SSLSocket open = socket;
    if (open == null) {
      open = connect();
      socket = open;
      send(open, before);
    }
    requireOpen(open);
    send(open, events);
    requireOpen(open);
    before = events;
  }

  @Override
  public void close() throws IOException {
    SSLSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }

  private void send(SSLSocket to, List<SinkEvent> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
    for (SinkEvent event : events) {
      out.write(format.framed(event));
    }
    out.flush();
  }

  /** The server says nothing but goodbye; that must not be overheard. */
  private static void requireOpen(SSLSocket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      if (socket.getInputStream().read() < 0) {
        throw new IOException("The syslog server has closed the connection");
      }
    } catch (SocketTimeoutException silent) {
      // As it should be.
    }
  }

  private SSLSocket connect() throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(target.host(), target.port()), (int) CONNECT_IN.toMillis());
      plain.setKeepAlive(true);
      plain.setSoTimeout((int) CONNECT_IN.toMillis());
      SSLSocket secure =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }
}
