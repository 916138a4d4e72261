package dev.assay.qa.endtoend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric that operators may rely on.
 *
 * @param name in the code
 * @param exposed its name in {@code /metrics}
 * @param missing the part that will measure it; null where it is measured
 */
record NamedMetric(String name, String exposed, String meaning, @Nullable String missing) {
  private static final String LIMITS = "the rate limiter";
  private static final String CACHE = "the cache of model answers";
  private static final String KEYS = "the handling of secrets";

  /** The metrics that were promised by name, in the order of the promise. */
  static final List<NamedMetric> PROMISED =
      List.of(
          missing("rate_limit.user.remaining", "rate_limit_user_remaining", LIMITS),
          missing("rate_limit.global.remaining", "rate_limit_global_remaining", LIMITS),
          missing("rate_limit.rejections_total", "rate_limit_rejections_total", LIMITS),
          missing("cache.hit_rate", "cache_hit_rate", CACHE),
          missing("cache.miss_rate", "cache_miss_rate", CACHE),
          missing("cache.evictions_total", "cache_evictions_total", CACHE),
          measured(
              "circuit_breaker.state",
              "circuit_breaker_state",
              "by `provider`: 0 closed, 1 open, 2 half open"),
          measured(
              "circuit_breaker.failures_total",
              "circuit_breaker_failures_total",
              "by `provider`: calls that failed as an outage does"),
          measured(
              "circuit_breaker.fallback_calls_total",
              "circuit_breaker_fallback_calls_total",
              "by `provider` that failed: calls that went to the agent's next model instead"),
          measured(
              "agent.execution.duration_ms",
              "agent_execution_duration_ms",
              "by `outcome`: from the request to the end, in milliseconds, as a histogram"),
          measured(
              "agent.execution.success_total",
              "agent_execution_success_total",
              "agent executions that completed"),
          measured(
              "agent.execution.error_total",
              "agent_execution_error_total",
              "by `code`: agent executions that failed or were cancelled"),
          measured(
              "security.api_calls_total",
              "security_api_calls_total",
              "by `credential` (token, api-key, none) and `outcome` (allowed, unauthenticated,"
                  + " forbidden): calls of the API"),
          missing("security.plaintext_keys_detected", "security_plaintext_keys_detected", KEYS),
          measured(
              "security.key_rotations_total",
              "security_key_rotations_total",
              "rotations of root, tenant or data keys that came to their end"));

  /** What else tells how the record, the read models and the work queue are. */
  static final List<NamedMetric> OURS =
      List.of(
          measured(
              "assay.keys.looked_up",
              "assay_keys_looked_up_total",
              "times that the key store was asked"),
          measured("assay.keys.made", "assay_keys_made_total", "data keys that were made"),
          measured(
              "assay.keys.failures",
              "assay_keys_failures_total",
              "times that the key store or the root key did not answer"),
          measured(
              "assay.keys.erased",
              "assay_keys_erased_total",
              "`because` of subject or retention: data keys that were destroyed"),
          measured(
              "assay.retention.age",
              "assay_retention_age_seconds",
              "since a run of the retention job came to its end; in the process that runs it"),
          measured(
              "assay.retention.held",
              "assay_retention_held",
              "data keys whose time is over, and which a legal hold keeps; in the process that runs the job"),
          measured(
              "circuit_breaker.rejections_total",
              "circuit_breaker_rejections_total",
              "by `provider`: calls that an open breaker kept from being made"),
          measured(
              "assay.sequencer.epoch",
              "assay_sequencer_epoch",
              "the epoch that this process leads; 0 where another leads"),
          measured(
              "assay.sequencer.position",
              "assay_sequencer_position",
              "the highest position given out here"),
          measured(
              "assay.sequencer.lag",
              "assay_sequencer_lag",
              "committed events that have no position yet"),
          measured(
              "assay.sequencer.horizon.age",
              "assay_sequencer_horizon_age_seconds",
              "for how long an open writing transaction has kept events from being ordered"),
          measured(
              "assay.sequencer.failures",
              "assay_sequencer_failures_total",
              "failures after which the sequencer began anew"),
          measured(
              "assay.projection.lag.events",
              "assay_projection_lag_events",
              "by `projection` and `build` (live, next, previous): events that it has not taken in"),
          measured(
              "assay.projection.lag",
              "assay_projection_lag_ms",
              "by `projection` and `build`: age of the oldest of them"),
          measured(
              "assay.projection.dead.letters",
              "assay_projection_dead_letters_events",
              "by `projection` and `build`: parked events"),
          measured(
              "assay.projection.rebuild.events",
              "assay_projection_rebuild_events_total",
              "by `projection`: events that rebuilds have loaded in bulk"),
          measured(
              "assay.projection.parked",
              "assay_projection_parked_total",
              "by `projection` and `build`: events that were parked"),
          measured(
              "assay.process.parked",
              "assay_process_parked_total",
              "by `process`: events that were parked because a process manager failed to handle them"),
          measured(
              "assay.dead.letters",
              "assay_dead_letters_events",
              "by `holder` (projection, process-manager) and `name`: events that are parked now; the"
                  + " same in every process that tells it"),
          measured(
              "assay.dead.letters.oldest.age",
              "assay_dead_letters_oldest_age_seconds",
              "by `holder` and `name`: for how long the oldest of them has been parked; 0 without any"),
          measured(
              "assay.erasure.removed.texts",
              "assay_erasure_removed_texts_total",
              "sealed texts that were taken out of the record after their keys were erased"),
          measured(
              "assay.erasure.removal.failures",
              "assay_erasure_removal_failures_total",
              "looks for such texts that did not come to their end"),
          measured(
              "replay.runs_total",
              "replay_runs_total",
              "by `mode` and `outcome` (verify: equal, diverged, not_verifiable; what-if: same,"
                  + " different, not_comparable): executions decided anew"),
          measured(
              "assay.what.if.remaining",
              "assay_what_if_remaining",
              "executions that the what-if of many which this process works on has yet to answer; 0"
                  + " without one"),
          measured("work.queue.depth", "work_queue_depth", "model calls that a worker may take"),
          measured(
              "work.queue.oldest_age_ms",
              "work_queue_oldest_age_ms",
              "age of the oldest of them, in milliseconds"),
          measured(
              "work.lease.losses_total",
              "work_lease_losses_total",
              "calls whose lease was lost while they were made"),
          measured("work.in_flight", "work_in_flight", "model calls that this process makes now"),
          measured(
              "model.call.duration_ms",
              "model_call_duration_ms",
              "by `provider`, `model` and `outcome`: from the request to the last token"));

  private static NamedMetric measured(String name, String exposed, String meaning) {
    return new NamedMetric(name, exposed, meaning, null);
  }

  private static NamedMetric missing(String name, String exposed, String part) {
    return new NamedMetric(name, exposed, "", part);
  }

  /** A line of the answer that shows this metric, whatever its tags. */
  boolean isShownBy(String line) {
    return line.startsWith("# TYPE " + exposed + " ");
  }
}
