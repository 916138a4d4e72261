package dev.assay.qa.endtoend;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Tokens that look like a good one and must be refused all the same. */
final class SpoiltTokens {
  private final SignedJWT good;
  private final PrivateKey issuersKey;

  /**
   * @param good a token of the embedded authorisation server
   * @param dataDir where that server keeps its signing key
   */
  SpoiltTokens(String good, Path dataDir)
      throws ParseException, IOException, GeneralSecurityException {
    this.good = SignedJWT.parse(good);
    byte[] key =
        Base64.getDecoder()
            .decode(Files.readString(dataDir.resolve("secrets/token-signing-key")).strip());
    this.issuersKey = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
  }

  /** Signed by the issuer as it was; shows that the others are refused for what is changed. */
  String unspoilt() throws ParseException, JOSEException {
    return sign(claims().build(), issuersKey);
  }

  String expired() throws ParseException, JOSEException {
    return sign(
        claims()
            .issueTime(Date.from(Instant.now().minusSeconds(7_200)))
            .notBeforeTime(Date.from(Instant.now().minusSeconds(7_200)))
            .expirationTime(Date.from(Instant.now().minusSeconds(3_600)))
            .build(),
        issuersKey);
  }

  String forAnotherAudience() throws ParseException, JOSEException {
    return sign(claims().audience("someone-else").build(), issuersKey);
  }

  String ofAnotherIssuer() throws ParseException, JOSEException {
    return sign(claims().issuer("https://elsewhere.example").build(), issuersKey);
  }

  String withoutTenant() throws ParseException, JOSEException {
    return sign(claims().claim("tenant_id", null).build(), issuersKey);
  }

  /** The right key id, but a stranger's key. */
  String signedByAStranger() throws ParseException, JOSEException, GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    return sign(claims().build(), keys.generateKeyPair().getPrivate());
  }

  String unsigned() throws ParseException {
    return new PlainJWT(claims().build()).serialize();
  }

  private JWTClaimsSet.Builder claims() throws ParseException {
    return new JWTClaimsSet.Builder(good.getJWTClaimsSet());
  }

  private String sign(JWTClaimsSet claims, PrivateKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(good.getHeader().getKeyID()).build(),
            claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
