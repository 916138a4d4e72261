/**
 * What every command passes before its handler: who may send it, for which tenant, at what state.
 */
@NullMarked
package dev.assay.command.guard;

import org.jspecify.annotations.NullMarked;
