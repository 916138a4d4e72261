package dev.assay.sinks.syslog;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Reads what RFC 5425 says: a length, a space, that many bytes. */
final class TlsSyslogServer implements AutoCloseable {
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<String> faults = new CopyOnWriteArrayList<>();
  private final SSLServerSocket listening;
  private final List<SSLSocket> connections = new CopyOnWriteArrayList<>();

  TlsSyslogServer(SSLContext tls, int port) throws IOException {
    listening = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(port);
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** A certificate for localhost: a PKCS #12 store with its key, and the certificate in PEM. */
  static void certificate(Path keyStore, Path pem, String name)
      throws IOException, InterruptedException {
    keytool(
        "-genkeypair -alias syslog -keyalg EC -groupname secp256r1 -validity 2 -storetype PKCS12"
            + " -storepass secret -dname CN="
            + name
            + " -ext san=dns:"
            + name
            + " -keystore "
            + keyStore);
    keytool(
        "-exportcert -rfc -alias syslog -storepass secret -keystore " + keyStore + " -file " + pem);
  }

  private static void keytool(String arguments) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder((tool + " " + arguments).split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts everybody off, and goes on listening. */
  void hangUp() throws IOException {
    for (SSLSocket connection : connections) {
      connection.close();
    }
    connections.clear();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        SSLSocket connection = (SSLSocket) listening.accept();
        connections.add(connection);
        Thread.ofPlatform().daemon().start(() -> read(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void read(SSLSocket connection) {
    try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
      while (true) {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
          if (c < '0' || c > '9') {
            if (c >= 0) {
              faults.add("Expected a length, but got character " + c);
            }
            return;
          }
          length = length * 10 + c - '0';
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
          return;
        }
        messages.add(new String(message, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    hangUp();
  }
}
