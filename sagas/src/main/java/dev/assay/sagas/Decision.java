package dev.assay.sagas;

import java.util.List;

/** What a process becomes and what it wants done, in order. */
public record Decision<P>(P next, List<Step> steps) {
  public Decision {
    steps = List.copyOf(steps);
  }

  public static <P> Decision<P> of(P next, Step... steps) {
    return new Decision<>(next, List.of(steps));
  }
}
