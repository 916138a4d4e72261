package dev.assay.command.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an HTTP request waits for its command.
 *
 * @param handling for the handler's answer; beyond it the caller is told to repeat the request
 * @param position for the sequencer; beyond it the answer goes out without a position
 */
@ConfigurationProperties("assay.command.timeout")
public record DispatchProperties(
    @DefaultValue("30s") Duration handling, @DefaultValue("5s") Duration position) {}
