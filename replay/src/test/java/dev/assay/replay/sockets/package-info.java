/** Finds every attempt of a program to open a socket. */
@NullMarked
package dev.assay.replay.sockets;

import org.jspecify.annotations.NullMarked;
