/** A small OAuth2 authorisation server for one machine. */
@NullMarked
package dev.assay.server.identity;

import org.jspecify.annotations.NullMarked;
