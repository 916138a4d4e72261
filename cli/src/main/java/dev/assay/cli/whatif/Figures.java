package dev.assay.cli.whatif;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How figures of a lane read. */
final class Figures {
  private static final double MS = 1_000;
  private static final int DECIMALS = 6;

  private Figures() {}

  static String count(JsonNode lane, String member) {
    return "%,d".formatted(lane.path(member).asLong(0));
  }

  static String tokens(JsonNode lane) {
    return "%,d in, %,d out"
        .formatted(lane.path("tokensIn").asLong(0), lane.path("tokensOut").asLong(0));
  }

  static String cost(JsonNode lane) {
    BigDecimal cost = lane.path("costUsd").asDecimal(BigDecimal.ZERO);
    return cost.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString() + " USD";
  }

  static String duration(JsonNode lane) {
    return String.format(Locale.ROOT, "%,.1f s", lane.path("durationMs").asLong(0) / MS);
  }

  static String share(JsonNode share) {
    return share.isNumber() ? String.format(Locale.ROOT, "%.2f", share.asDouble(0)) : "unknown";
  }
}
