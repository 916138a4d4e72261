package dev.assay.inference.queue;

/** The statements of {@link CallLeases}. */
final class LeaseSql {
  /**
   * {@code tenants} hops from tenant to tenant along the index, so the cost grows with the number
   * of tenants that have work and with the limit, not with the length of the queue. The conditions
   * stand twice: the second time they are checked on the locked, newest version of the row.
   */
  static final String CLAIM =
      """
      WITH RECURSIVE tenants AS (
        (SELECT c.tenant_id FROM work.model_calls c ORDER BY c.tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT c.tenant_id FROM work.model_calls c
                WHERE c.tenant_id > t.tenant_id ORDER BY c.tenant_id LIMIT 1)
        FROM tenants t WHERE t.tenant_id IS NOT NULL
      ), candidates AS (
        SELECT due.request_id, due.priority, due.not_before, coalesce(served.turn, 0) AS turn,
               busy.calls + row_number() OVER (PARTITION BY t.tenant_id
                 ORDER BY due.priority DESC, due.not_before, due.request_id) AS share
        FROM tenants t
        LEFT JOIN work.tenant_turns served ON served.tenant_id = t.tenant_id
        CROSS JOIN LATERAL (
          SELECT count(*) AS calls FROM work.model_calls c
          WHERE c.tenant_id = t.tenant_id AND c.lease_id IS NOT NULL AND c.lease_until > now()) busy
        CROSS JOIN LATERAL (
          SELECT c.request_id, c.priority, c.not_before FROM work.model_calls c
          WHERE c.tenant_id = t.tenant_id AND c.not_before <= now()
            AND (c.lease_until IS NULL OR c.lease_until <= now())
            AND (cardinality(:providers::text[]) = 0 OR c.provider = ANY(:providers::text[]))
          ORDER BY c.priority DESC, c.not_before, c.request_id LIMIT :looked) due
      ), chosen AS (
        SELECT request_id, priority, share, turn, not_before FROM candidates
        ORDER BY priority DESC, share, turn, not_before, request_id LIMIT :looked
      ), locked AS (
        SELECT c.request_id, c.tenant_id FROM chosen JOIN work.model_calls c USING (request_id)
        WHERE c.not_before <= now() AND (c.lease_until IS NULL OR c.lease_until <= now())
        ORDER BY chosen.priority DESC, chosen.share, chosen.turn, chosen.not_before, c.request_id
        LIMIT :limit FOR UPDATE OF c SKIP LOCKED
      ), turn AS (SELECT nextval('work.turns') AS now FROM locked LIMIT 1
      ), served AS (
        INSERT INTO work.tenant_turns AS t (tenant_id, turn)
        SELECT l.tenant_id, (SELECT now FROM turn)
        FROM (SELECT DISTINCT tenant_id FROM locked ORDER BY tenant_id) l
        ON CONFLICT (tenant_id) DO UPDATE SET turn = EXCLUDED.turn
      )
      UPDATE work.model_calls c
      SET lease_id = gen_random_uuid(), lease_until = now() + :leaseMs * interval '1 millisecond',
          attempts = c.attempts + 1, worker = :worker
      FROM locked WHERE c.request_id = locked.request_id
      RETURNING c.*""";

  /**
   * Rows that the queue's own event handler is deleting are skipped and not waited for: waiting
   * with other rows locked could end in a deadlock.
   */
  static final String RENEW =
      """
      WITH held AS (
        SELECT c.lease_id FROM work.model_calls c WHERE c.lease_id = ANY(:leases::uuid[])
      ), locked AS (
        SELECT c.request_id FROM work.model_calls c
        WHERE c.lease_id = ANY(:leases::uuid[]) FOR UPDATE SKIP LOCKED
      ), renewed AS (
        UPDATE work.model_calls c
        SET lease_until = now() + :leaseMs * interval '1 millisecond'
        FROM locked WHERE c.request_id = locked.request_id
      )
      SELECT lease_id FROM held""";

  static final String RELEASE =
      """
      UPDATE work.model_calls
      SET lease_id = NULL, lease_until = NULL, worker = NULL, attempts = greatest(attempts - 1, 0)
      WHERE lease_id = ANY(:leases::uuid[])""";

  static final String POSTPONE =
      """
      UPDATE work.model_calls
      SET lease_id = NULL, lease_until = NULL, worker = NULL,
          attempts = greatest(attempts - :uncounted, 0),
          not_before = now() + :delayMs * interval '1 millisecond'
      WHERE lease_id = :lease""";

  static final String DEPTH =
      """
      SELECT count(*) FILTER (WHERE free AND not_before <= now()) AS due,
             count(*) FILTER (WHERE free AND not_before > now()) AS waiting,
             count(*) FILTER (WHERE NOT free) AS leased,
             coalesce((extract(epoch FROM now() - min(not_before)
               FILTER (WHERE free AND not_before <= now())) * 1000)::bigint, 0) AS oldest_ms
      FROM (SELECT not_before, lease_until IS NULL OR lease_until <= now() AS free
            FROM work.model_calls) calls""";

  private LeaseSql() {}
}
