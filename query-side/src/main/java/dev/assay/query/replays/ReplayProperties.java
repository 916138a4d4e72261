package dev.assay.query.replays;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many replays there may be, and for how long.
 *
 * @param keep how long the result of a replay can be fetched
 * @param maxPerTenant replays of a tenant that are kept at once
 * @param maxWaiting those of them that have not ended
 * @param pause between two looks for work of other processes and for what has expired
 * @param lease how long a process that stopped talking keeps others from beginning its replay anew
 */
@ConfigurationProperties("assay.replays")
public record ReplayProperties(
    @DefaultValue("30d") Duration keep,
    @DefaultValue("10000") int maxPerTenant,
    @DefaultValue("1000") int maxWaiting,
    @DefaultValue("5s") Duration pause,
    @DefaultValue("60s") Duration lease) {}
