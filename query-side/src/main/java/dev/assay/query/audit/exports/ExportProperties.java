package dev.assay.query.audit.exports;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where exports lie and how much of them.
 *
 * @param folder of this process; several processes of role query share one, or each has its own and
 *     a caller is kept at one of them
 * @param keep how long a finished export can be fetched
 * @param maxPerTenant exports of a tenant at once, finished ones included
 * @param maxBytes of all files together
 * @param minFree what an export leaves free on the disk
 * @param pause between two looks for work of other processes and for what has expired
 */
@ConfigurationProperties("assay.exports")
public record ExportProperties(
    Path folder,
    @DefaultValue("24h") Duration keep,
    @DefaultValue("100") int maxPerTenant,
    @DefaultValue("50GB") DataSize maxBytes,
    @DefaultValue("1GB") DataSize minFree,
    @DefaultValue("5s") Duration pause) {}
