package dev.assay.eventstore.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The words of a text, and the same as marks that tell nothing without a secret of the tenant:
 * equal words have equal marks, so that texts can be found which nobody can read.
 */
public final class BlindWords {
  /** Of one text; what comes behind is not found. */
  public static final int MOST = 2_000;

  private static final int LONGEST = 64;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private BlindWords() {}

  /** Runs of letters and digits, in lower case and without accents, each once. */
  public static Set<String> of(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    Set<String> words = new LinkedHashSet<>();
    for (String word : BETWEEN.split(plain.toLowerCase(Locale.ROOT))) {
      if (!word.isEmpty() && words.size() < MOST) {
        words.add(word.length() <= LONGEST ? word : word.substring(0, LONGEST));
      }
    }
    return words;
  }

  /** A mark of 64 bits for each word: two words may have the same, so whoever finds looks again. */
  static List<String> marks(byte[] secret, Set<String> words) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      List<String> marks = new ArrayList<>(words.size());
      for (String word : words) {
        byte[] digest = mac.doFinal(("assay:word:1|" + word).getBytes(StandardCharsets.UTF_8));
        marks.add(HexFormat.of().toHexDigits(ByteBuffer.wrap(digest).getLong()));
      }
      return marks;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
