/** Sends the commands of HTTP requests and waits for what they did. */
@NullMarked
package dev.assay.command.dispatch;

import org.jspecify.annotations.NullMarked;
