/** What pages for people are written with: dossiers, reports. */
@NullMarked
package dev.assay.query.audit.html;

import org.jspecify.annotations.NullMarked;
