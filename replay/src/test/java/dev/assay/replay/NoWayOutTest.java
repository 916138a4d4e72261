package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not on the class path cannot be called. See also {@code HouseRulesTest}. */
class NoWayOutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.assay.inference.InferenceConfiguration",
        "dev.assay.eventstore.engine.PostgresEventStore",
        "dev.assay.command.CommandConfiguration",
        "dev.assay.query.QueryConfiguration",
        "org.springframework.ai.chat.model.ChatModel",
        "org.springframework.web.client.RestClient",
        "org.springframework.web.reactive.function.client.WebClient",
        "org.apache.hc.client5.http.classic.HttpClient",
        "okhttp3.OkHttpClient",
        "org.postgresql.Driver",
        "com.zaxxer.hikari.HikariDataSource",
        "org.apache.kafka.clients.producer.KafkaProducer",
        "jakarta.mail.Transport"
      })
  void shouldHaveNoEffectPortOnItsClassPath(String port) {
    assertThatThrownBy(() -> Class.forName(port)).isInstanceOf(ClassNotFoundException.class);
  }
}
