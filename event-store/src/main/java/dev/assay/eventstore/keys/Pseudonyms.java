package dev.assay.eventstore.keys;

import dev.assay.eventstore.seal.KeysUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Names for data subjects that tell nothing without a secret of the tenant: the same subject always
 * has the same, another tenant's has another.
 */
public final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";

  /** Of the 32: enough that no two people meet. */
  private static final int BYTES = 16;

  private final TenantKeys keys;

  Pseudonyms(TenantKeys keys) {
    this.keys = keys;
  }

  /** A secret for another purpose, of which nothing tells the first one. */
  static byte[] secret(byte[] pseudonymKey, String purpose) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(pseudonymKey, ALGORITHM));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * The pseudonym of a subject. Throws {@link KeysUnavailableException}.
   *
   * @param subjectId as the client names the person
   */
  public String of(UUID tenant, String subjectId) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(keys.pseudonymKey(tenant), ALGORITHM));
      byte[] digest =
          mac.doFinal(("assay:subject:1|" + subjectId).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    } catch (DataAccessException | TransactionException e) {
      throw new KeysUnavailableException("Expected the key store to answer, but it does not", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
