/** A sink that is a Kafka topic. */
@NullMarked
package dev.assay.sinks.kafka;

import org.jspecify.annotations.NullMarked;
