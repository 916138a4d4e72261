package dev.assay.command.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How repeats of a POST are treated.
 *
 * @param retention how long the first answer is given again
 * @param patience how long a repeat waits for the first request, which still runs; after that the
 *     first is taken for dead and the repeat does its work under the same command id
 * @param cleaning how often answers that are too old are removed
 */
@ConfigurationProperties("assay.idempotency")
public record IdempotencyProperties(
    @DefaultValue("24h") Duration retention,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("10m") Duration cleaning) {}
