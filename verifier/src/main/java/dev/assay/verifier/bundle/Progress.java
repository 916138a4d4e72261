package dev.assay.verifier.bundle;

/** Hears how far checking is. */
@FunctionalInterface
public interface Progress {
  /** For whom the end is enough. */
  Progress NONE = events -> {};

  /** So many events were checked. */
  void events(long events);
}
