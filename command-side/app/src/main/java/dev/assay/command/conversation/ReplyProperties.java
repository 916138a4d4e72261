package dev.assay.command.conversation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replies are streamed.
 *
 * @param firstSign how long an answer waits for the first word of the reply or for its failure,
 *     which is told by the status of the answer; after that the stream begins, and a failure is
 *     told in it
 */
@ConfigurationProperties("assay.conversations")
public record ReplyProperties(@DefaultValue("15s") Duration firstSign) {}
