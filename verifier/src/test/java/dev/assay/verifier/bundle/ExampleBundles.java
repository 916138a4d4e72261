package dev.assay.verifier.bundle;

import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes honest and spoilt bundles, each in a folder with what its verifier may know, for programs
 * that are not ours: {@code <folder>/good-<n>} and {@code bad-<n>-<tampering>} with {@code
 * bundle.zip}, {@code key}, {@code witnesses} and, where it is needed, {@code previous}.
 */
final class ExampleBundles {
  /** A lenient reader of JSON may overlook these where they change no meaning. */
  private static final List<Tampering> OF_BYTES =
      List.of(Tampering.FLIP_A_BIT, Tampering.DELETE_BYTES, Tampering.INSERT_BYTES);

  private ExampleBundles() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println("Usage: ExampleBundles <folder> <count> [seed]");
      System.exit(2);
    }
    long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
    System.out.println("seed " + seed);
    write(Path.of(args[0]), Integer.parseInt(args[1]), new Random(seed));
  }

  private static void write(Path folder, int count, Random random) throws IOException {
    for (int i = 0; i < count; i++) {
      Victim victim = Victim.random(random);
      write(folder.resolve("good-" + i), victim.bundle(), victim.trust());
      for (Tampering tampering : Tampering.values()) {
        Optional<TestBundle> spoilt = tampering.apply(victim, random);
        if (spoilt.isPresent() && !OF_BYTES.contains(tampering)) {
          Path bad = folder.resolve("bad-" + i + "-" + tampering);
          write(bad, spoilt.get(), tampering.seenBy(victim));
        }
      }
    }
  }

  private static void write(Path folder, TestBundle bundle, Trust trust) throws IOException {
    Files.createDirectories(folder);
    bundle.write(folder.resolve("bundle.zip"));
    Files.writeString(folder.resolve("key"), lines(trust.logKeys()));
    Files.writeString(folder.resolve("witnesses"), lines(trust.witnesses()));
    if (trust.previous().isPresent()) {
      Files.write(folder.resolve("previous"), trust.previous().get().bytes());
    }
  }

  private static String lines(List<VerifierKey> keys) {
    return keys.stream().map(key -> key + "\n").collect(Collectors.joining());
  }
}
