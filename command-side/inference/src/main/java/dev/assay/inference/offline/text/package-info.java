/** How the offline model reads English text: sentences, words, what matters, personal data. */
@NullMarked
package dev.assay.inference.offline.text;

import org.jspecify.annotations.NullMarked;
