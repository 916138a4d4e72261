package dev.assay.query;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the query API.
 *
 * @param maxStreamsPerTenant open streams of one tenant in this process
 * @param maxStreams open streams of this process
 * @param maxWaitingRequests requests that wait for a position at once
 */
@ConfigurationProperties("assay.query")
public record QueryProperties(
    @DefaultValue("50") int maxStreamsPerTenant,
    @DefaultValue("500") int maxStreams,
    @DefaultValue("500") int maxWaitingRequests) {}
