package dev.assay.eventstore.keys.root;

import com.google.crypto.tink.subtle.AesGcmJce;
import dev.assay.eventstore.keys.RootKey.Wrapped;
import dev.assay.eventstore.seal.DataKey;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Root keys that we hold ourselves, by version; the highest is current. Written {@code
 * <version>:<base64 of 32 bytes>}, separated by commas or lines.
 */
record KeyVersions(TreeMap<Integer, byte[]> keys) {
  /** Throws {@link KeysUnavailableException}, which quotes nothing, for text in another form. */
  static KeyVersions parse(String text, String where) {
    TreeMap<Integer, byte[]> keys = new TreeMap<>();
    try {
      for (String entry : text.strip().split("[,\\s]+")) {
        String[] parts = entry.split(":", 2);
        byte[] key = Base64.getDecoder().decode(parts[1]);
        if (key.length != DataKey.BYTES || keys.put(Integer.valueOf(parts[0]), key) != null) {
          throw new IllegalArgumentException("length or version");
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new KeysUnavailableException(
          "Expected " + where + " to hold <version>:<base64 of 32 bytes>, but it is another text");
    }
    return new KeyVersions(keys);
  }

  String format() {
    StringBuilder text = new StringBuilder();
    keys.forEach(
        (version, key) ->
            text.append(version)
                .append(':')
                .append(Base64.getEncoder().encodeToString(key))
                .append('\n'));
    return text.toString();
  }

  KeyVersions with(byte[] key) {
    TreeMap<Integer, byte[]> more = new TreeMap<>(keys);
    more.put(more.isEmpty() ? 1 : more.lastKey() + 1, key);
    return new KeyVersions(more);
  }

  int current() {
    return keys.lastKey();
  }

  Wrapped wrap(String name, byte[] key, String context) {
    try {
      return new Wrapped(
          name + ":" + current(),
          new AesGcmJce(keys.get(current())).encrypt(key, associated(context)));
    } catch (GeneralSecurityException e) {
      throw new KeysUnavailableException("Expected to wrap a key, but it failed", e);
    }
  }

  boolean knows(String name, Wrapped wrapped) {
    return version(name, wrapped) != null;
  }

  byte[] unwrap(String name, Wrapped wrapped, String context) {
    byte[] root = version(name, wrapped);
    if (root == null) {
      throw new KeysUnavailableException(
          "Expected root key "
              + wrapped.by()
              + ", but only versions of "
              + name
              + " are here: "
              + keys.keySet());
    }
    try {
      return new AesGcmJce(root).decrypt(wrapped.bytes(), associated(context));
    } catch (GeneralSecurityException e) {
      throw new KeysUnavailableException(
          "Expected root key " + wrapped.by() + ", but the one of that name opens nothing", e);
    }
  }

  private byte @org.jspecify.annotations.Nullable [] version(String name, Wrapped wrapped) {
    if (!wrapped.by().startsWith(name + ":")) {
      return null;
    }
    try {
      return keys.get(Integer.valueOf(wrapped.by().substring(name.length() + 1)));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static byte[] associated(String context) {
    return ("assay:root:1|" + context).getBytes(StandardCharsets.UTF_8);
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return "root keys " + keys.keySet();
  }
}
