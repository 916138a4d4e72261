/** What all aggregates share: tables of transitions, and the list of what must be registered. */
@NullMarked
package dev.assay.domain;

import org.jspecify.annotations.NullMarked;
