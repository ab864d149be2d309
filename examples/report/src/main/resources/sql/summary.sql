-- The period and the one of the same length before it. Durations are those of completed jobs.
SELECT p.period_begin,
       p.period_end,
       COUNT(j.id) AS ended,
       COUNT(*) FILTER (WHERE j.status = 'completed') AS completed,
       COUNT(*) FILTER (WHERE j.status = 'failed') AS failed,
       COUNT(*) FILTER (WHERE j.status = 'cancelled') AS cancelled,
       ROUND(100.0 * COUNT(*) FILTER (WHERE j.status = 'failed')
             / NULLIF(COUNT(*) FILTER (WHERE j.status IN ('completed', 'failed')), 0), 2) AS failure_percent,
       COALESCE(SUM(j.processed_items), 0) AS items_processed,
       COALESCE(SUM(j.failed_items), 0) AS items_failed,
       COALESCE(SUM(j.skipped_items), 0) AS items_skipped,
       PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY j.seconds) FILTER (WHERE j.status = 'completed') AS median_seconds,
       PERCENTILE_DISC(0.95) WITHIN GROUP (ORDER BY j.seconds) FILTER (WHERE j.status = 'completed') AS p95_seconds
FROM (VALUES (CAST(?1 AS TIMESTAMP(3)), CAST(?2 AS TIMESTAMP(3))),
             (CAST(?5 AS TIMESTAMP(3)), CAST(?1 AS TIMESTAMP(3)))) AS p(period_begin, period_end)
LEFT JOIN jobs j ON j.ended_at >= p.period_begin AND j.ended_at < p.period_end
GROUP BY p.period_begin, p.period_end
ORDER BY p.period_begin DESC
