package dev.assay.server.identity;

import com.nimbusds.jose.jwk.RSAKey;
import dev.assay.server.home.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The key that signs tokens: RSA of 3072 bits, kept in the data directory so that tokens survive a
 * restart.
 */
final class SigningKey {
  private static final String FILE = "secrets/token-signing-key";
  private static final int BITS = 3072;

  private SigningKey() {}

  static RSAKey of(DataDirectory home) {
    try {
      Path file = home.root().resolve(FILE);
      if (!Files.exists(file)) {
        home.write(FILE, Base64.getEncoder().encodeToString(generate()) + "\n");
      }
      return read(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read the token signing key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected " + FILE + " to hold an RSA key", e);
    }
  }

  private static byte[] generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    return generator.generateKeyPair().getPrivate().getEncoded();
  }

  private static RSAKey read(byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey secret =
        (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    RSAPublicKey open =
        (RSAPublicKey)
            rsa.generatePublic(
                new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
    try {
      return new RSAKey.Builder(open).privateKey(secret).keyIDFromThumbprint().build();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
