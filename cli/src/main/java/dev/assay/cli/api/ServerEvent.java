package dev.assay.cli.api;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param id the global position; null where it cannot be resumed from
 * @param type the stable event name
 * @param data JSON
 */
public record ServerEvent(@Nullable String id, String type, String data) {}
