package dev.assay.inference.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.inference.ModelAnswer;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceListTest {
  private final PriceList prices =
      new PriceList(
          "2026-11",
          Map.of(
              "openai/big", new Price(new BigDecimal("2.50"), new BigDecimal("10")),
              "gpu", new Price(new BigDecimal("0.10"), new BigDecimal("0.10"))));

  @Test
  void shouldPriceTokensInAndOut() {
    assertThat(cost("openai", "big", "big")).isEqualByComparingTo("0.0075");
  }

  @Test
  void shouldPriceByTheNameThatWasAskedForWhereTheAnswerHasADatedOne() {
    assertThat(cost("openai", "big-2026-01-01", "big")).isEqualByComparingTo("0.0075");
  }

  @Test
  void shouldPriceEveryModelOfAProviderAlike() {
    assertThat(cost("gpu", "llama", "llama")).isEqualByComparingTo("0.00015");
  }

  @Test
  void shouldCostNothingWhereThereIsNoPrice() {
    assertThat(cost("openai", "small", "small")).isEqualByComparingTo("0");
    assertThat(PriceList.free().version()).isEqualTo("free");
  }

  private BigDecimal cost(String provider, String answered, String requested) {
    ModelAnswer answer =
        new ModelAnswer(
            "text", provider, answered, null, "stop", 1_000, 500, BigDecimal.ZERO, 9, false);
    return prices.priced(answer, requested, false).costUsd();
  }
}
