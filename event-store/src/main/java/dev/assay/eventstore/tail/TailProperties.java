package dev.assay.eventstore.tail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many may watch at once, whatever they watch.
 *
 * @param maxPerTenant open streams of one tenant in this process
 * @param max open streams of this process
 */
@ConfigurationProperties("assay.streams")
public record TailProperties(@DefaultValue("50") int maxPerTenant, @DefaultValue("500") int max) {}
