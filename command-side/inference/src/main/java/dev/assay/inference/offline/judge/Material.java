package dev.assay.inference.offline.judge;

import org.jspecify.annotations.Nullable;

/**
 * What is judged.
 *
 * @param context the source document; null where none is given
 */
record Material(String content, @Nullable String context) {}
