package dev.assay.replay.whatif;

import dev.assay.api.event.EventJson;
import dev.assay.api.whatif.Lane;
import dev.assay.api.whatif.WhatIfReport.Difference;
import dev.assay.api.whatif.WhatIfReport.Difference.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays three lanes side by side. */
final class Comparison {
  /** A longer value is cut: the lanes have it whole. */
  private static final int LONGEST = 2_000;

  private static final Set<Kind> DECISIONS =
      EnumSet.of(Kind.STATUS, Kind.OUTPUT, Kind.TASK, Kind.VERDICT);

  private record Part(Kind kind, String what) {}

  private Comparison() {}

  /** Everything that is not the same in all three, in the order of the lanes. */
  static List<Difference> of(Lane observed, Lane replayed, Lane candidate) {
    List<Map<Part, String>> lanes = List.of(parts(observed), parts(replayed), parts(candidate));
    Map<Part, Boolean> all = new LinkedHashMap<>();
    lanes.forEach(lane -> lane.keySet().forEach(part -> all.put(part, true)));
    List<Difference> differences = new ArrayList<>();
    for (Part part : all.keySet()) {
      String one = lanes.get(0).get(part);
      String two = lanes.get(1).get(part);
      String three = lanes.get(2).get(part);
      if (!Objects.equals(one, two) || !Objects.equals(two, three)) {
        differences.add(new Difference(part.kind(), part.what(), cut(one), cut(two), cut(three)));
      }
    }
    return differences;
  }

  /** Whether two lanes decided the same, whatever that cost and however long it took. */
  static boolean decidedTheSame(Lane one, Lane other) {
    return decisions(one).equals(decisions(other));
  }

  private static Map<Part, String> decisions(Lane lane) {
    Map<Part, String> parts = parts(lane);
    parts.keySet().removeIf(part -> !DECISIONS.contains(part.kind()));
    return parts;
  }

  private static Map<Part, String> parts(Lane lane) {
    Map<Part, String> parts = new LinkedHashMap<>();
    put(parts, Kind.STATUS, "status", lane.status());
    put(parts, Kind.STATUS, "error", lane.error());
    put(parts, Kind.OUTPUT, "output", lane.output());
    Map<String, Integer> turns = new HashMap<>();
    for (Lane.Task task : lane.tasks()) {
      String at = "tasks" + task.reference() + "#" + turns.merge(task.reference(), 1, Integer::sum);
      put(parts, Kind.TASK, at + "/status", task.status());
      put(parts, Kind.OUTPUT, at + "/output", task.output());
    }
    for (Lane.LaneVerdict verdict : lane.verdicts()) {
      String at = "verdicts" + verdict.task() + "#" + verdict.round() + "/" + verdict.validator();
      put(parts, Kind.VERDICT, at + "/outcome", verdict.outcome());
      put(parts, Kind.VERDICT, at + "/score", verdict.score());
      put(parts, Kind.VERDICT, at + "/reason", verdict.reason());
    }
    put(parts, Kind.VERDICT, "accepted", lane.accepted());
    put(parts, Kind.VERDICT, "rejected", lane.rejected());
    put(parts, Kind.COST, "modelCalls", lane.modelCalls());
    put(parts, Kind.COST, "tokensIn", lane.tokensIn());
    put(parts, Kind.COST, "tokensOut", lane.tokensOut());
    put(parts, Kind.COST, "costUsd", plain(lane.costUsd()));
    put(parts, Kind.TIME, "durationMs", lane.durationMs());
    return parts;
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private static void put(Map<Part, String> parts, Kind kind, String what, @Nullable Object value) {
    if (value != null) {
      parts.put(new Part(kind, what), EventJson.mapper().writeValueAsString(value));
    }
  }

  private static @Nullable String cut(@Nullable String value) {
    return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
  }
}
