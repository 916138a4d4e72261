package dev.assay.domain.validation.check;

/**
 * What is wrong with a validator's settings.
 *
 * @param pointer JSON pointer into {@code with}
 */
public record SettingFault(String pointer, String message) {}
