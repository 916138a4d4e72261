package dev.assay.eventstore.tail;

import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.reader.HeadSignal;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * For every part that streams: all of them together keep one limit. Needs the beans {@link
 * Databases}, {@link EventCodec} and {@link HeadSignal}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TailProperties.class)
public class TailConfiguration {
  @Bean
  RecordOfTenant recordOfTenant(Databases databases, EventCodec codec) {
    return new RecordOfTenant(databases, codec);
  }

  @Bean
  EventTails eventTails(RecordOfTenant record, HeadSignal head, TailProperties properties) {
    return new EventTails(record, head, properties.maxPerTenant(), properties.max());
  }
}
