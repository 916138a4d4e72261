package dev.assay.query.whatif.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many questions of many executions there may be, and for how long.
 *
 * @param keep how long the answers can be fetched
 * @param maxPerTenant of a tenant that are kept at once
 * @param maxWaiting those of them that have not ended
 * @param pause between two looks for work of other processes and for what has expired
 * @param lease how long a process that stopped talking keeps others from going on with its work
 */
@ConfigurationProperties("assay.what-ifs")
public record BatchProperties(
    @DefaultValue("30d") Duration keep,
    @DefaultValue("200") int maxPerTenant,
    @DefaultValue("20") int maxWaiting,
    @DefaultValue("5s") Duration pause,
    @DefaultValue("60s") Duration lease) {}
