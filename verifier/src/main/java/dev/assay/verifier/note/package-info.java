/** Signed notes and checkpoints as C2SP signed-note, tlog-checkpoint and tlog-cosignature say. */
@NullMarked
package dev.assay.verifier.note;

import org.jspecify.annotations.NullMarked;
