package dev.assay.api.whatif;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import tools.jackson.databind.JsonNode;

/**
 * One validator made different.
 *
 * @param validator its name in a pipeline
 * @param patch of it as the workflow's definition has it
 */
public record ValidatorChange(@Clear String validator, @Personal JsonNode patch) {}
