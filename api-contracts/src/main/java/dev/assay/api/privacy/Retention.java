package dev.assay.api.privacy;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For how long a tenant keeps texts, as its settings say it: {@code retention.content=P2Y}. A class
 * without a setting is kept for ever.
 */
public final class Retention {
  public static final String PREFIX = "retention.";

  /** Says that decisions may be kept for less than the six months that the EU AI Act asks for. */
  public static final String BELOW_SIX_MONTHS = "retention.decision-below-six-months";

  private static final String ACCEPTED = "accepted";
  private static final int MAX_YEARS = 100;
  private static final int SIX_MONTHS = 6;

  /** No six months have more. */
  private static final int SIX_MONTHS_IN_DAYS = 184;

  /** Periods are compared by where they end; any day will do. */
  private static final LocalDate SOME_DAY = LocalDate.of(2001, 1, 1);

  private final Map<RetentionClass, Period> periods;

  private Retention(Map<RetentionClass, Period> periods) {
    this.periods = periods;
  }

  /** Throws {@link IllegalArgumentException} that says which setting may not be so. */
  public static Retention of(Map<String, String> settings) {
    Map<RetentionClass, Period> periods = new EnumMap<>(RetentionClass.class);
    settings.forEach(
        (name, value) -> {
          if (name.equals(BELOW_SIX_MONTHS)) {
            require(value.equals(ACCEPTED), name, "'" + ACCEPTED + "'", value);
          } else if (name.startsWith(PREFIX)) {
            RetentionClass kept = kept(name);
            periods.put(kept, period(name, value));
          }
        });
    Period decision = periods.get(RetentionClass.DECISION);
    if (decision != null && !lastsSixMonths(decision) && !settings.containsKey(BELOW_SIX_MONTHS)) {
      throw new IllegalArgumentException(
          "Expected setting retention.decision of at least P6M, as Art. 19 and 26 of the EU AI Act"
              + " ask of logs, or setting "
              + BELOW_SIX_MONTHS
              + "=accepted beside it, but it is "
              + decision);
    }
    return new Retention(periods);
  }

  /** Null is for ever. */
  public @Nullable Period of(RetentionClass kept) {
    return periods.get(kept);
  }

  private static RetentionClass kept(String name) {
    String wire = name.substring(PREFIX.length());
    if (wire.equals(RetentionClass.CONTENT.wire()) || wire.equals(RetentionClass.DECISION.wire())) {
      return RetentionClass.named(wire);
    }
    throw new IllegalArgumentException(
        "Expected retention.content or retention.decision, but got "
            + name
            + "; what is needed to run a tenant is kept for ever");
  }

  private static Period period(String name, String value) {
    Period period;
    try {
      period = Period.parse(value);
    } catch (DateTimeParseException e) {
      period = Period.ZERO;
    }
    LocalDate end = SOME_DAY.plus(limited(period));
    boolean bounded =
        period.getYears() >= 0
            && period.getMonths() >= 0
            && period.getDays() >= 0
            && end.isAfter(SOME_DAY)
            && !end.isAfter(SOME_DAY.plusYears(MAX_YEARS));
    require(bounded, name, "a period from P1D to P100Y, such as P2Y or P180D,", value);
    return period;
  }

  /** So that adding it overflows nothing. */
  private static Period limited(Period period) {
    return Period.of(
        within(period.getYears(), MAX_YEARS + 1),
        within(period.getMonths(), (MAX_YEARS + 1) * 12),
        within(period.getDays(), (MAX_YEARS + 1) * 366));
  }

  private static int within(int count, int most) {
    return Math.clamp(count, -most, most);
  }

  private static boolean lastsSixMonths(Period period) {
    return period.toTotalMonths() >= SIX_MONTHS
        || period.getDays() + period.toTotalMonths() * 28 >= SIX_MONTHS_IN_DAYS;
  }

  private static void require(boolean holds, String name, String what, String value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Expected setting " + name + " to be " + what + " but it is '" + value + "'");
    }
  }
}
