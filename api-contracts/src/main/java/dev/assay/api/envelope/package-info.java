/** What every command and event carries: tenant, actor, correlation. */
@NullMarked
package dev.assay.api.envelope;

import org.jspecify.annotations.NullMarked;
