package dev.assay.inference.offline.check;

import org.jspecify.annotations.Nullable;

/**
 * What is judged.
 *
 * @param context the source document; null where none is given
 */
public record Material(String content, @Nullable String context) {}
