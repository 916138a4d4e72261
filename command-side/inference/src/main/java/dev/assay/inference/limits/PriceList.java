package dev.assay.inference.limits;

import dev.assay.api.inference.ModelAnswer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What calls cost. A model without a price costs nothing here and is named once in the log, since a
 * bill may come all the same.
 */
public final class PriceList {
  private static final Logger log = LoggerFactory.getLogger(PriceList.class);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final int MAX_NAMED = 1_000;

  private final String version;
  private final Map<String, Price> prices;
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  /**
   * @param version names the list among the policies in force
   * @param prices by {@code provider/model}, or by {@code provider} for all of its models
   */
  public PriceList(String version, Map<String, Price> prices) {
    this.version = version;
    this.prices = Map.copyOf(prices);
  }

  /** A list on which everything is free. */
  public static PriceList free() {
    return new PriceList("free", Map.of());
  }

  public String version() {
    return version;
  }

  /**
   * The answer with its cost.
   *
   * @param requested the model that was asked for; a provider may answer with a dated name of it
   * @param local whether the provider runs on our own machines and sends no bill
   */
  public ModelAnswer priced(ModelAnswer answer, String requested, boolean local) {
    Price price = of(answer.provider(), answer.model());
    if (price == null) {
      price = of(answer.provider(), requested);
    }
    if (price == null) {
      warnOnce(answer.provider() + "/" + requested, local);
      return answer;
    }
    return new ModelAnswer(
        answer.text(),
        answer.provider(),
        answer.model(),
        answer.modelDigest(),
        answer.finishReason(),
        answer.tokensIn(),
        answer.tokensOut(),
        cost(price, answer.tokensIn(), answer.tokensOut()),
        answer.durationMs(),
        answer.cached());
  }

  private @Nullable Price of(String provider, String model) {
    Price exact = prices.get(provider + "/" + model);
    return exact != null ? exact : prices.get(provider);
  }

  /** To a ten-thousandth of a cent, rounded half up. */
  private static BigDecimal cost(Price price, int tokensIn, int tokensOut) {
    return price
        .inPerMillion()
        .multiply(BigDecimal.valueOf(tokensIn))
        .add(price.outPerMillion().multiply(BigDecimal.valueOf(tokensOut)))
        .divide(MILLION, MathContext.DECIMAL64)
        .setScale(6, RoundingMode.HALF_UP);
  }

  private void warnOnce(String model, boolean local) {
    if (!local && named.size() < MAX_NAMED && named.add(model)) {
      log.warn("Price list {} has no price for {}; its calls count as free", version, model);
    }
  }
}
