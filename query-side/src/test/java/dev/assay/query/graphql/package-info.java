@org.jspecify.annotations.NullMarked
package dev.assay.query.graphql;
