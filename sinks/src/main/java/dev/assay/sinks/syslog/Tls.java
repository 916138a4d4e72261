package dev.assay.sinks.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to believe, and who we are. */
public final class Tls {
  private Tls() {}

  /**
   * A context for clients.
   *
   * @param authorities certificates in PEM; null believes those of the JDK
   * @param keyStore our own certificate and key, PKCS #12; null shows none
   */
  public static SSLContext context(
      @Nullable Path authorities, @Nullable Path keyStore, @Nullable String password)
      throws IOException {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities == null ? null : read(authorities));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(keyStore, password), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificates for a sink cannot be used", e);
    }
  }

  private static KeyStore read(Path authorities) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authorities)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, one);
      }
    }
    return store;
  }

  private static KeyManager @Nullable [] keys(@Nullable Path keyStore, @Nullable String password)
      throws IOException, GeneralSecurityException {
    if (keyStore == null) {
      return null;
    }
    char[] secret = password == null ? new char[0] : password.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, secret);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, secret);
    return keys.getKeyManagers();
  }
}
