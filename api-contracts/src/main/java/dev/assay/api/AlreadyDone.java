package dev.assay.api;

/**
 * Marks an exception that means: what was asked for is in the record already, so nothing was done
 * again. Whoever asks again because an answer was lost treats it as success.
 */
public interface AlreadyDone {}
