package dev.assay.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the query API; streams have theirs in {@code assay.streams}.
 *
 * @param maxWaitingRequests requests that wait for a position at once
 */
@ConfigurationProperties("assay.query")
public record QueryProperties(@DefaultValue("500") int maxWaitingRequests) {}
