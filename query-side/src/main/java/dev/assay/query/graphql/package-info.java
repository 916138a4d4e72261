/** The same questions as one graph: GraphQL over what the other packages answer. */
@NullMarked
package dev.assay.query.graphql;

import org.jspecify.annotations.NullMarked;
