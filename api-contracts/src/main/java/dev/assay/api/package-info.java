/** The language that all parts share: commands, events, ids and rejections. */
@NullMarked
package dev.assay.api;

import org.jspecify.annotations.NullMarked;
